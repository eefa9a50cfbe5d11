import { NotFound } from '#kernel/errors';
import type { TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { defineRoute, idFromCursor, pageOf, type Route } from '#platform/http';
import { storesServing } from '#modules/territory';
import {
  calendarAnswer,
  calendarQuery,
  illBody,
  leaveAdded,
  leaveBody,
  leaveCancelled,
  leaveParams,
  savedWorker,
  shiftsBody,
  workerBody,
  workerParams,
  workersAnswer,
  workersQuery,
} from '../contract.ts';
import { addLeave, reportIll } from './add-leave.ts';
import { cancelLeave } from './cancel-leave.ts';
import { describeCalendar, describeWorkers } from './describe-calendar.ts';
import { setShifts } from './set-shifts.ts';
import { setWorker } from './set-worker.ts';
import { hoursIn } from './shifts-asked.ts';
import { listWorkers, workerInScope } from './worker-store.ts';
import type { Worker } from './worker.ts';

const read = { permission: 'visit.read' } as const;
const edit = { permission: 'calendar.edit' } as const;

async function workerOf(ctx: Context, touchpointId: TouchpointId): Promise<Worker> {
  const worker = await workerInScope(ctx.db, ctx.scope, touchpointId);
  if (worker === undefined) throw new NotFound('worker');
  return worker;
}

const readRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/workers',
    summary: 'People who visit homes, within the area of the reader; masked',
    access: read,
    query: workersQuery,
    answer: workersAnswer,
    handle: async (ctx, { query }) => {
      const { cityId, storeId, communityId, skill, cursor, limit } = query;
      const serving = communityId && (await storesServing(ctx.db, [communityId])).get(communityId);
      const stores = serving?.map((store) => store.id) ?? (communityId === undefined ? undefined : []);
      const storeIds = storeId === undefined ? stores : [storeId].filter((id) => stores?.includes(id) ?? true);
      const page = { after: idFromCursor(cursor), limit: limit + 1 };
      const found = await listWorkers(ctx.db, ctx.scope, { cityId, storeIds, skill }, page);
      const { items, nextCursor } = pageOf(found, limit, (worker) => [worker.touchpointId]);
      return { items: await describeWorkers(ctx, items), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/workers/:touchpointId/calendar',
    summary: "Somebody's shifts, leave, and days with their visits",
    access: read,
    params: workerParams,
    query: calendarQuery,
    answer: calendarAnswer,
    handle: async (ctx, { params, query }) => describeCalendar(ctx, await workerOf(ctx, params.touchpointId), query),
  }),
];

const editRoutes: readonly Route[] = [
  defineRoute({
    method: 'PUT',
    path: '/api/fulfilment/workers/:touchpointId',
    summary: 'Skills, most visits a day and radius of somebody who visits homes',
    access: edit,
    params: workerParams,
    body: workerBody,
    answer: savedWorker,
    handle: (ctx, { params, body }) => setWorker(ctx, { ...params, ...body }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/fulfilment/workers/:touchpointId/shifts',
    summary: "Somebody's week, and the days from today on that differ",
    access: edit,
    params: workerParams,
    body: shiftsBody,
    answer: savedWorker,
    handle: (ctx, { params, body }) =>
      setShifts(ctx, {
        ...params,
        weekly: body.weekly.map(({ weekday, hours }) => ({ weekday, hours: hoursIn(hours) })),
        exceptions: body.exceptions.map(({ day, hours }) => ({ day, hours: hoursIn(hours) })),
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/workers/:touchpointId/leaves',
    summary: 'Somebody is away: their visits go to colleagues, or wait to be placed',
    access: edit,
    params: workerParams,
    body: leaveBody,
    answer: leaveAdded,
    handle: (ctx, { params, body }) =>
      addLeave(ctx, { ...params, from: new Date(body.from), to: new Date(body.to), reason: body.reason }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/workers/:touchpointId/ill',
    summary: 'Somebody is ill from now on',
    access: edit,
    params: workerParams,
    body: illBody,
    answer: leaveAdded,
    handle: (ctx, { params, body }) => reportIll(ctx, { ...params, until: new Date(body.until) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/workers/:touchpointId/leaves/:leaveId/cancel',
    summary: 'Take a leave back',
    access: edit,
    params: leaveParams,
    answer: leaveCancelled,
    handle: (ctx, { params }) => cancelLeave(ctx, params),
  }),
];

export const workerRoutes: readonly Route[] = [...readRoutes, ...editRoutes];
