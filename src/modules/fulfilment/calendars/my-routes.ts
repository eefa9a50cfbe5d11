import type { Context } from '#platform/context';
import { defineRoute, type Route } from '#platform/http';
import {
  calendarAnswer,
  calendarQuery,
  illBody,
  leaveAdded,
  leaveBody,
  leaveCancelled,
  myLeaveParams,
} from '../contract.ts';
import { me } from '../me.ts';
import { addLeave, reportIll } from './add-leave.ts';
import { cancelLeave } from './cancel-leave.ts';
import { describeCalendar } from './describe-calendar.ts';
import { workersByIds } from './worker-store.ts';
import { NotAWorker, type Worker } from './worker.ts';

const act = { permission: 'visit.act' } as const;

async function myself(ctx: Context): Promise<Worker> {
  const [worker] = await workersByIds(ctx.db, [me(ctx)]);
  if (worker === undefined) throw new NotAWorker();
  return worker;
}

export const myCalendarRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/my/calendar',
    summary: 'My shifts, leave, and days with my visits',
    access: act,
    query: calendarQuery,
    answer: calendarAnswer,
    handle: async (ctx, { query }) => describeCalendar(ctx, await myself(ctx), query),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/my/leave',
    summary: 'I am away: my visits go to colleagues, or wait to be placed',
    access: act,
    body: leaveBody,
    answer: leaveAdded,
    handle: (ctx, { body }) =>
      addLeave(ctx, {
        touchpointId: me(ctx),
        from: new Date(body.from),
        to: new Date(body.to),
        reason: body.reason,
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/my/ill',
    summary: 'I am ill from now on',
    access: act,
    body: illBody,
    answer: leaveAdded,
    handle: (ctx, { body }) => reportIll(ctx, { touchpointId: me(ctx), until: new Date(body.until) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/my/leave/:leaveId/cancel',
    summary: 'Take my leave back',
    access: act,
    params: myLeaveParams,
    answer: leaveCancelled,
    handle: (ctx, { params }) => cancelLeave(ctx, { touchpointId: me(ctx), leaveId: params.leaveId }),
  }),
];
