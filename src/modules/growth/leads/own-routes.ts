import type { Context } from '#platform/context';
import { defineRoute, type Route } from '#platform/http';
import { leadParams, ownLeadItem, ownLeadsAnswer, type OwnLeadItem } from '../contract.ts';
import { describeLeads } from './describe-leads.ts';
import { OPEN_STATES, type Lead } from './lead.ts';
import { ownLeads } from './own-lead-store.ts';
import { withdrawOwnLead } from './withdraw-own-lead.ts';

export const ownLeadRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/growth/own/leads',
    summary: 'The leads that I left as a customer, by my phone, the newest first',
    access: { permission: 'own.read' },
    answer: ownLeadsAnswer,
    handle: async (ctx) => ({ items: await describeOwn(ctx, await ownLeads(ctx.db, ctx.scope)) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/growth/own/leads/:leadId/withdraw',
    summary: 'Call my lead off: nobody calls me about it any more',
    access: { permission: 'own.act' },
    params: leadParams,
    answer: ownLeadItem,
    handle: async (ctx, { params }) => {
      const [item] = await describeOwn(ctx, [await withdrawOwnLead(ctx, params.leadId)]);
      return item as OwnLeadItem;
    },
  }),
];

async function describeOwn(ctx: Context, leads: readonly Lead[]): Promise<OwnLeadItem[]> {
  const items = await describeLeads(ctx, leads);
  return items.map((item, at) => ({
    leadId: item.leadId,
    leadNumber: item.leadNumber,
    communityName: item.communityName,
    subject: item.packageName ?? item.needName,
    headline: item.headline,
    shareToken: leads[at]?.shareToken ?? null,
    state: item.state,
    stateName: OWN_WORDS[item.state],
    touchpointName: item.touchpointName,
    roleName: item.roleName,
    createdAt: item.createdAt,
    firstContactDueAt: item.firstContactDueAt,
    visitAt: item.visitAt,
    closedAt: item.closedAt,
    open: OPEN_STATES.includes(item.state),
  }));
}

/** The states in the words of who waits, not of who works. */
const OWN_WORDS: Readonly<Record<Lead['state'], string>> = {
  new: '等待联系',
  contacted: '已联系你',
  visit_booked: '已约上门',
  quoted: '已报价',
  won: '已签约',
  lost: '已结束',
};
