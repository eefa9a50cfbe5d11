import { NotFound } from '#kernel/errors';
import { defineRoute, pageOf, timePlaceOf, type Route } from '#platform/http';
import {
  ownQuotation as ownQuotationAnswer,
  ownQuotationsAnswer,
  quotationParams,
  quotationsAnswer,
  quotationsQuery,
  staffQuotationAnswer,
  type OwnQuotation,
  type StaffQuotation,
} from '../contract.ts';
import { describeOwnQuotations, describeStaffQuotations, lineJson } from './describe-quotations.ts';
import { listQuotations, ownQuotation, ownQuotations, quotationInScope } from './quotation-store.ts';

const own = { permission: 'own.read' } as const;
const read = { permission: 'order.read' } as const;

export const quotationRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/own/quotations',
    summary: 'What was quoted to me as a customer, by my phone, the newest first',
    access: own,
    answer: ownQuotationsAnswer,
    handle: async (ctx) => ({ items: await describeOwnQuotations(ctx, await ownQuotations(ctx.db, ctx.scope)) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/own/quotations/:quotationId',
    summary: 'One of them: every line with why it costs what it costs',
    access: own,
    params: quotationParams,
    answer: ownQuotationAnswer,
    handle: async (ctx, { params }) => {
      const found = await ownQuotation(ctx.db, ctx.scope, params.quotationId);
      if (found === undefined) throw new NotFound('quotation');
      const [described] = await describeOwnQuotations(ctx, [found]);
      return described as OwnQuotation;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/quotations',
    summary: 'Quotations within the area of the reader, the newest first, customers masked',
    access: read,
    query: quotationsQuery,
    answer: quotationsAnswer,
    handle: async (ctx, { query: { cursor, limit, ...filter } }) => {
      const page = { before: timePlaceOf(cursor), limit: limit + 1 };
      const rows = await listQuotations(ctx.db, ctx.scope, filter, page);
      const { items, nextCursor } = pageOf(rows, limit, (row) => [row.createdAt.getTime(), row.quotationId]);
      return { items: await describeStaffQuotations(ctx, items), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/quotations/:quotationId',
    summary: 'One quotation with its lines',
    access: read,
    params: quotationParams,
    answer: staffQuotationAnswer,
    handle: async (ctx, { params }) => {
      const found = await quotationInScope(ctx.db, ctx.scope, params.quotationId);
      if (found === undefined) throw new NotFound('quotation');
      const [described] = await describeStaffQuotations(ctx, [found]);
      return { ...(described as StaffQuotation), lines: found.lines.map(lineJson) };
    },
  }),
];
