import { NotFound } from '#kernel/errors';
import { businessDay } from '#kernel/time';
import { csvReply } from '#platform/exports';
import { defineRoute, type Route } from '#platform/http';
import { leadDetail, leadExportQuery, leadParams, leadsAnswer, leadsQuery } from '../contract.ts';
import { actRoutes } from './act-routes.ts';
import { describeLead } from './describe-leads.ts';
import { exportLeads } from './export-leads.ts';
import { filterOf, leadsPage } from './lead-query.ts';
import { leadInScope } from './lead-store.ts';

const read = { permission: 'lead.read' } as const;

export const leadRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/growth/leads',
    summary: 'Leads within the area of the reader, the newest first, masked; `text` finds a lead number',
    access: read,
    query: leadsQuery,
    answer: leadsAnswer,
    handle: (ctx, { query: { cursor, limit, ...asked } }) =>
      leadsPage(ctx, filterOf(asked, ctx.clock.now()), { cursor, limit }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/growth/leads/export',
    summary: 'The same leads as CSV, masked; audited',
    access: { permission: 'export.data' },
    query: leadExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) => {
      const now = ctx.clock.now();
      return csvReply(`leads-${businessDay(now)}`, await exportLeads(ctx, filterOf(query, now)));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/growth/leads/:leadId',
    summary: 'One lead: its timeline and the consent that it rests on',
    access: read,
    params: leadParams,
    answer: leadDetail,
    handle: async (ctx, { params }) => {
      const lead = await leadInScope(ctx.db, ctx.scope, params.leadId);
      if (lead === undefined) throw new NotFound('lead');
      return describeLead(ctx, lead);
    },
  }),
  ...actRoutes('/api/growth/leads'),
];
