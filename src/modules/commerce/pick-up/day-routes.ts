import { NotFound } from '#kernel/errors';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { csvReply } from '#platform/exports';
import { defineRoute, fromCursor, pageOf, timePlaceOf, type Route } from '#platform/http';
import { covers } from '#platform/permission';
import { pickupPointsByIds } from '#modules/territory';
import {
  arrivalExportQuery,
  arrivalsAnswer,
  arrivalsQuery,
  pointDayExportQuery,
  pointDaysAnswer,
  pointDaysQuery,
  waveExportQuery,
  wavesAnswer,
  wavesQuery,
} from './day-contract.ts';
import { describeArrivals, describePointDays, describeWaves } from './describe-days.ts';
import { exportArrivals, exportPointDays, exportWaves } from './export-days.ts';
import { pointDayQuery, pointTotalsAnswer } from './pick-up-contract.ts';
import { listPointDays, NO_DAY } from './point-day-store.ts';
import { totalsOfPoint, type PointDay } from './read-point.ts';
import { listArrivals, listWaves, type LogFilter } from './wave-store.ts';

const read = { permission: 'order.read' } as const;
const take = { permission: 'export.data' } as const;
const DAYS_BACK = 7;

const dated = (ctx: Context, name: string): string => `${name}-${businessDay(ctx.clock.now())}`;
const aWeekAgo = (ctx: Context): string => businessDay(addDays(ctx.clock.now(), -DAYS_BACK));

/** Business days as moments. */
const spanOf = (
  ctx: Context,
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
): Pick<LogFilter, 'from' | 'before'> => ({
  from: startOfBusinessDay(from ?? aWeekAgo(ctx)),
  before: to === undefined ? undefined : addDays(startOfBusinessDay(to), 1),
});

/** @throws NotFound for a point outside of the reader's area */
async function totalsSeen(ctx: Context, at: PointDay) {
  const point = (await pickupPointsByIds(ctx.db, [at.pickupPointId])).get(at.pickupPointId);
  if (point === undefined || !covers(ctx.scope, point)) throw new NotFound('pickup-point');
  return totalsOfPoint(ctx, at);
}

/** What staff see of goods on their way: by point and day, wave by wave, arrival by arrival. */
export const pickUpDayRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/point-days',
    summary: 'Goods at pick-up points by day within the area of the reader, the newest day first',
    access: read,
    query: pointDaysQuery,
    answer: pointDaysAnswer,
    handle: async (ctx, { query: { cursor, limit, from, ...filter } }) => {
      const key = fromCursor(cursor, ['string', 'uuid']);
      const before = key && { day: String(key[0]), pickupPointId: String(key[1]) };
      const page = { before, now: ctx.clock.now(), limit: limit + 1 };
      const rows = await listPointDays(ctx.db, ctx.scope, { ...filter, from: from ?? aWeekAgo(ctx) }, page);
      const { items, nextCursor } = pageOf(rows, limit, (row) => [row.pickupOn ?? NO_DAY, row.pickupPointId]);
      return { items: await describePointDays(ctx, items), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/point-days/export',
    summary: 'The same as CSV; audited',
    access: take,
    query: pointDayExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) =>
      csvReply(dated(ctx, 'point-days'), await exportPointDays(ctx, { ...query, from: query.from ?? aWeekAgo(ctx) })),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/point-totals',
    summary: 'Per item at a point: for a day, or for all that is not over',
    access: read,
    query: pointDayQuery,
    answer: pointTotalsAnswer,
    handle: (ctx, { query }) => totalsSeen(ctx, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/waves',
    summary: 'What left the warehouses of the cities of the reader, the newest first, with what was short',
    access: read,
    query: wavesQuery,
    answer: wavesAnswer,
    handle: async (ctx, { query: { cursor, limit, ...filter } }) => {
      const page = { before: timePlaceOf(cursor), limit: limit + 1 };
      const found = await listWaves(ctx.db, ctx.scope, { ...filter, ...spanOf(ctx, filter) }, page);
      const { items, nextCursor } = pageOf(found, limit, (wave) => [wave.sentAt.getTime(), wave.waveId]);
      return { items: await describeWaves(ctx, items), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/waves/export',
    summary: 'The same as CSV; audited',
    access: take,
    query: waveExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) =>
      csvReply(dated(ctx, 'waves'), await exportWaves(ctx, { ...query, ...spanOf(ctx, query) })),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/arrivals',
    summary: 'What keepers of points confirmed, the newest first, with what was missing or broken',
    access: read,
    query: arrivalsQuery,
    answer: arrivalsAnswer,
    handle: async (ctx, { query: { cursor, limit, ...filter } }) => {
      const page = { before: timePlaceOf(cursor), limit: limit + 1 };
      const found = await listArrivals(ctx.db, ctx.scope, { ...filter, ...spanOf(ctx, filter) }, page);
      const { items, nextCursor } = pageOf(found, limit, (row) => [row.arrivedAt.getTime(), row.arrivalId]);
      return { items: await describeArrivals(ctx, items), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/arrivals/export',
    summary: 'The same as CSV; audited',
    access: take,
    query: arrivalExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) =>
      csvReply(dated(ctx, 'arrivals'), await exportArrivals(ctx, { ...query, ...spanOf(ctx, query) })),
  }),
];
