import { defineRoute, type Route } from '#platform/http';
import { hotAnswer, hotQuery } from '../contract.ts';
import { hotItems } from './hot-items.ts';

export const demandRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/inventory/hot',
    summary: 'The items that orders fight for: reservations and refusals by hour, the hottest first',
    access: { permission: 'stock.read' },
    query: hotQuery,
    answer: hotAnswer,
    handle: (ctx, { query }) => hotItems(ctx, query),
  }),
];
