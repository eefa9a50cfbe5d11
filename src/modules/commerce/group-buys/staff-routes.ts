import { csvReply } from '#platform/exports';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import { defineRoute, pageOf, timePlaceOf, type Route } from '#platform/http';
import { cancelGroupBuy } from './cancel-group-buy.ts';
import { closeGroupBuy } from './close-group-buy.ts';
import { describeDetail, describeForStaff } from './describe-group-buys.ts';
import { exportGroupBuys } from './export-group-buys.ts';
import { extendGroupBuy } from './extend-group-buy.ts';
import {
  cancelGroupBuyBody,
  extendGroupBuyBody,
  groupBuyAnswer,
  groupBuyExportQuery,
  groupBuyParams,
  groupBuysAnswer,
  groupBuysQuery,
  participantsAnswer,
  participantsQuery,
} from './group-buy-contract.ts';
import { countGroupBuys, listGroupBuys, type GroupBuyFilter } from './group-buy-store.ts';
import { foundGroupBuy, participantsAnswerOf } from './my-routes.ts';
import type { z } from 'zod';

const read = { permission: 'group_buy.read' } as const;
const edit = { permission: 'group_buy.edit' } as const;
const reader = 'staff' as const;

const filterOf = ({ state, from, to, ...asked }: z.output<typeof groupBuyExportQuery>): GroupBuyFilter => ({
  ...asked,
  states: state === undefined ? undefined : [state],
  cutOffFrom: from === undefined ? undefined : startOfBusinessDay(from),
  cutOffBefore: to === undefined ? undefined : addDays(startOfBusinessDay(to), 1),
});

export const groupBuyRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/group-buys',
    summary: 'Group buys within the area of the reader, by cut-off; `text` finds titles and numbers',
    access: read,
    query: groupBuysQuery,
    answer: groupBuysAnswer,
    handle: async (ctx, { query: { cursor, limit, order, ...asked } }) => {
      const filter = filterOf(asked);
      const rows = await listGroupBuys(ctx.db, ctx.scope, reader, filter, {
        before: timePlaceOf(cursor),
        limit,
        order,
      });
      const { items, nextCursor } = pageOf(rows, limit, (it) => [it.cutOffAt.getTime(), it.groupBuyId]);
      return {
        now: ctx.clock.now().toISOString(),
        items: await describeForStaff(ctx, items),
        counts: await countGroupBuys(ctx.db, ctx.scope, reader, filter),
        nextCursor,
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/group-buys/export',
    summary: 'The same as CSV; audited',
    access: { permission: 'export.data' },
    query: groupBuyExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) =>
      csvReply(`group-buys-${businessDay(ctx.clock.now())}`, await exportGroupBuys(ctx, filterOf(query))),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/group-buys/:groupBuyId',
    summary: 'One group buy: items, totals, teams, money',
    access: read,
    params: groupBuyParams,
    answer: groupBuyAnswer,
    handle: async (ctx, { params }) => describeDetail(ctx, await foundGroupBuy(ctx, reader, params.groupBuyId)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/group-buys/:groupBuyId/participants',
    summary: 'Who ordered in it and what, masked',
    access: { permission: 'order.read' },
    params: groupBuyParams,
    query: participantsQuery,
    answer: participantsAnswer,
    handle: async (ctx, { params, query: { cursor, limit } }) =>
      participantsAnswerOf(ctx, await foundGroupBuy(ctx, reader, params.groupBuyId), cursor, limit),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/group-buys/:groupBuyId/extend',
    summary: 'Keeps it open for longer, before it closes',
    access: edit,
    params: groupBuyParams,
    body: extendGroupBuyBody,
    answer: groupBuyAnswer,
    handle: async (ctx, { params, body }) =>
      describeDetail(ctx, await extendGroupBuy(ctx, { ...params, reader, cutOffAt: new Date(body.cutOffAt) })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/group-buys/:groupBuyId/close',
    summary: 'Closes it before its cut-off',
    access: edit,
    params: groupBuyParams,
    answer: groupBuyAnswer,
    handle: async (ctx, { params }) => describeDetail(ctx, await closeGroupBuy(ctx, { ...params, reader })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/group-buys/:groupBuyId/cancel',
    summary: 'Calls it off; everything that was paid goes back',
    access: edit,
    params: groupBuyParams,
    body: cancelGroupBuyBody,
    answer: groupBuyAnswer,
    handle: async (ctx, { params, body }) =>
      describeDetail(ctx, await cancelGroupBuy(ctx, { ...params, reader, ...body })),
  }),
];
