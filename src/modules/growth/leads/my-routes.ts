import { NotFound } from '#kernel/errors';
import type { TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { defineRoute, NotPermitted, type Route } from '#platform/http';
import { CONTACT_ABOUT_LEAD } from '../consents/consent.ts';
import { currentText } from '../consents/consent-store.ts';
import {
  leadChoicesAnswer,
  leadDetail,
  leadParams,
  myLeadsAnswer,
  myLeadsQuery,
  ownLeadAnswer,
  ownLeadBody,
} from '../contract.ts';
import { actRoutes, describeOne } from './act-routes.ts';
import { describeLead } from './describe-leads.ts';
import { leadsPage } from './lead-query.ts';
import { leadInScope } from './lead-store.ts';
import { CLOSED_STATES, LEAD_STATES, LOST_REASONS, OPEN_STATES } from './lead.ts';
import { NEEDS } from './need.ts';
import { recordOwnLead } from './record-own-lead.ts';

const act = { permission: 'lead.act' } as const;

function me(ctx: Context): TouchpointId {
  if (ctx.scope.touchpoint === undefined) throw new NotPermitted('lead.act');
  return ctx.scope.touchpoint;
}

const choices = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([code, name]) => ({ code, name }));

export const myLeadRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/growth/my/leads',
    summary: 'Leads that are mine, the newest first, masked',
    access: act,
    query: myLeadsQuery,
    answer: myLeadsAnswer,
    handle: (ctx, { query }) =>
      leadsPage(ctx, { touchpointId: me(ctx), states: query.view === 'open' ? OPEN_STATES : CLOSED_STATES }, query),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/growth/my/leads',
    summary: 'Add a lead that came to me in person, who agreed to be called',
    access: act,
    body: ownLeadBody,
    answer: ownLeadAnswer,
    handle: async (ctx, { body }) => {
      const { lead, alreadyLeft } = await recordOwnLead(ctx, body);
      return { lead: await describeOne(ctx, lead), alreadyLeft };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/growth/my/leads/:leadId',
    summary: 'One of my leads with its timeline',
    access: act,
    params: leadParams,
    answer: leadDetail,
    handle: async (ctx, { params }) => {
      const lead = await leadInScope(ctx.db, ctx.scope, params.leadId);
      if (lead === undefined || lead.touchpointId !== me(ctx)) throw new NotFound('lead');
      return describeLead(ctx, lead);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/growth/lead-choices',
    summary: 'Needs, reasons and states that forms choose from, and the notice to read out',
    access: { signedIn: true },
    answer: leadChoicesAnswer,
    handle: async (ctx) => {
      const notice = await currentText(ctx.db, CONTACT_ABOUT_LEAD, ctx.clock.now());
      return {
        needs: choices(NEEDS),
        lostReasons: choices(LOST_REASONS),
        states: choices(LEAD_STATES),
        consentText: notice.text,
        consentVersion: notice.version,
      };
    },
  }),
  ...actRoutes('/api/growth/my/leads'),
];
