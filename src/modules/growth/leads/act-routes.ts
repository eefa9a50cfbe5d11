import { fen } from '#kernel/money';
import type { Context } from '#platform/context';
import { defineRoute, type Route } from '#platform/http';
import { followUpBody, leadItem, leadParams, outcomeBody, revealAnswer } from '../contract.ts';
import { closeLead } from './close-lead.ts';
import { describeLeads } from './describe-leads.ts';
import { followUpLead } from './follow-up-lead.ts';
import type { Lead } from './lead.ts';
import { revealLead } from './reveal-lead.ts';

export async function describeOne(ctx: Context, lead: Lead) {
  const [item] = await describeLeads(ctx, [lead]);
  if (item === undefined) throw new Error('one lead in, one out');
  return item;
}

/**
 * What is done with one lead, under the address of who does it: the workbench's, where the scope is what is theirs, and
 * the console's, where it is an area.
 */
export function actRoutes(base: string): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: `${base}/:leadId/reveal`,
      summary: 'Name, phone and notes in clear, to follow the lead up; audited',
      access: { permission: 'lead.reveal' },
      keepsNoAnswer: true,
      params: leadParams,
      answer: revealAnswer,
      handle: async (ctx, { params }) => {
        const revealed = await revealLead(ctx, params);
        return { ...revealed, notes: [...revealed.notes] };
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${base}/:leadId/follow-up`,
      summary: 'Called, booked a visit, or quoted',
      access: { permission: 'lead.act' },
      params: leadParams,
      body: followUpBody,
      answer: leadItem,
      handle: async (ctx, { params, body }) => {
        const visitAt = body.visitAt === undefined ? null : new Date(body.visitAt);
        return describeOne(ctx, await followUpLead(ctx, { ...params, ...body, visitAt }));
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${base}/:leadId/outcome`,
      summary: 'Signed, or came to nothing and why',
      access: { permission: 'lead.act' },
      params: leadParams,
      body: outcomeBody,
      answer: leadItem,
      handle: async (ctx, { params, body }) => {
        const amountFen = body.amountFen === undefined ? null : fen(body.amountFen);
        return describeOne(ctx, await closeLead(ctx, { ...params, ...body, reason: body.reason ?? null, amountFen }));
      },
    }),
  ];
}
