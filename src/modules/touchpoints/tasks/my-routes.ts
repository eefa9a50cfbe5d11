import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { defineRoute, NotPermitted, pageOf, type Route } from '#platform/http';
import {
  completeBody,
  declineBody,
  declined,
  forwardBody,
  myPlacesAnswer,
  myTask,
  myTasksAnswer,
  myTasksQuery,
  taskParams,
} from '../contract.ts';
import { timePlaceOf } from '../time-page.ts';
import { placeNames } from '../names.ts';
import { coverageOf } from '../people/touchpoint-store.ts';
import { acceptTask } from './accept-task.ts';
import { completeTask } from './complete-task.ts';
import { declineTask } from './decline-task.ts';
import { forwardTask } from './forward-task.ts';
import { listTasks, taskInScope } from './task-store.ts';
import { OPEN_STATES, type Task } from './task.ts';

const act = { permission: 'task.act' } as const;

function me(ctx: Context) {
  if (ctx.scope.touchpoint === undefined) throw new NotPermitted('task.act');
  return ctx.scope.touchpoint;
}

/** Tasks as the workbench shows them. */
async function describe(ctx: Context, tasks: readonly Task[]) {
  const place = await placeNames(
    ctx.db,
    tasks.map((task) => task.communityId),
  );
  const { publicUrl } = ctx.services.settings;
  return tasks.map((task) => {
    const shareUrl = `${publicUrl}/o/${task.shareToken}`;
    return {
      ...place(task.communityId),
      taskId: task.taskId,
      playId: task.playId,
      headline: task.kit.headline,
      script: task.kit.script,
      packageName: task.kit.packageName,
      priceFen: task.kit.priceFen,
      reasons: [...task.kit.reasons],
      why: task.why,
      state: task.state,
      offeredAt: task.offeredAt.toISOString(),
      dueAt: task.dueAt.toISOString(),
      forwardedAt: task.forwardedAt?.toISOString() ?? null,
      completedAt: task.completedAt?.toISOString() ?? null,
      outcome: task.outcome,
      hasEvidence: task.evidenceFileId !== null,
      shareToken: task.shareToken,
      shareUrl,
      forwardText: `${task.kit.script}\n${shareUrl}`,
      posterUrl: `/api/intelligence/plays/${task.playId}/poster.png?token=${task.shareToken}`,
    };
  });
}

async function describeOne(ctx: Context, task: Task) {
  const [described] = await describe(ctx, [task]);
  if (described === undefined) throw new Error('one task in, one out');
  return described;
}

const readRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/touchpoints/my/tasks',
    summary: 'My queue: what waits for me, or what I have finished',
    access: act,
    query: myTasksQuery,
    answer: myTasksAnswer,
    handle: async (ctx, { query }) => {
      const before = timePlaceOf(query.cursor);
      const rows = await listTasks(
        ctx.db,
        ctx.scope,
        { touchpointId: me(ctx), states: query.view === 'open' ? OPEN_STATES : ['done', 'expired', 'withdrawn'] },
        { before: before && { offeredAt: before.at, taskId: before.id }, limit: query.limit + 1 },
      );
      const { items, nextCursor } = pageOf(rows, query.limit, (task) => [task.offeredAt.getTime(), task.taskId]);
      return {
        items: await describe(ctx, items),
        nextCursor,
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/touchpoints/my/tasks/:taskId',
    summary: 'One of my tasks, with all that I need to act',
    access: act,
    params: taskParams,
    answer: myTask,
    handle: async (ctx, { params }) => {
      const task = await taskInScope(ctx.db, ctx.scope, params.taskId);
      if (task === undefined || task.touchpointId !== me(ctx)) throw new NotFound('task');
      return describeOne(ctx, task);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/touchpoints/my/places',
    summary: 'The communities that I serve',
    access: act,
    answer: myPlacesAnswer,
    handle: async (ctx) => {
      const coverage = await coverageOf(ctx.db, me(ctx));
      const place = await placeNames(
        ctx.db,
        coverage.map((c) => c.communityId),
      );
      return { items: coverage.map((c) => ({ ...place(c.communityId), rank: c.rank })) };
    },
  }),
];

const actRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/touchpoints/my/tasks/:taskId/accept',
    summary: 'Take the task',
    access: act,
    params: taskParams,
    answer: myTask,
    handle: async (ctx, { params }) => describeOne(ctx, await acceptTask(ctx, params)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/touchpoints/my/tasks/:taskId/decline',
    summary: 'Say no, with a reason; the task finds the next touchpoint',
    access: act,
    params: taskParams,
    body: declineBody,
    answer: declined,
    handle: (ctx, { params, body }) => declineTask(ctx, { ...params, ...body }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/touchpoints/my/tasks/:taskId/forward',
    summary: 'I forwarded the material',
    access: act,
    params: taskParams,
    body: forwardBody,
    answer: myTask,
    handle: async (ctx, { params, body }) => describeOne(ctx, await forwardTask(ctx, { ...params, ...body })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/touchpoints/my/tasks/:taskId/complete',
    summary: 'How it went',
    access: act,
    params: taskParams,
    body: completeBody,
    answer: myTask,
    handle: async (ctx, { params, body }) => describeOne(ctx, await completeTask(ctx, { ...params, ...body })),
  }),
];

export const myTaskRoutes: readonly Route[] = [...readRoutes, ...actRoutes];
