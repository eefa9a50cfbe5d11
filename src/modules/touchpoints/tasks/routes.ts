import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { defineRoute, pageOf, type Route } from '#platform/http';
import { placeBody, taskDetail, taskItem, taskParams, tasksAnswer, tasksQuery } from '../contract.ts';
import { timePlaceOf } from '../time-page.ts';
import { placeNames, touchpointNames } from '../names.ts';
import { placeTask } from './place-task.ts';
import { candidatesFor, countTasks, listTasks, offersOf, taskInScope } from './task-store.ts';
import type { Task } from './task.ts';

const read = { permission: 'task.read' } as const;

/** Names of places and people for a page of tasks. */
async function describe(ctx: Context, tasks: readonly Task[]) {
  const place = await placeNames(
    ctx.db,
    tasks.map((task) => task.communityId),
  );
  const person = await touchpointNames(
    ctx.db,
    ctx.services.vault,
    tasks.flatMap((task) => task.touchpointId ?? []),
  );
  return (task: Task) => ({
    ...place(task.communityId),
    taskId: task.taskId,
    playId: task.playId,
    packageId: task.packageId,
    packageName: task.kit.packageName,
    headline: task.kit.headline,
    touchpointId: task.touchpointId,
    touchpointName: task.touchpointId === null ? null : person(task.touchpointId).name,
    roleName: task.touchpointId === null ? null : person(task.touchpointId).roleName,
    state: task.state,
    attempt: task.attempt,
    why: task.why,
    offeredAt: task.offeredAt.toISOString(),
    dueAt: task.dueAt.toISOString(),
    acceptedAt: task.acceptedAt?.toISOString() ?? null,
    forwardedAt: task.forwardedAt?.toISOString() ?? null,
    completedAt: task.completedAt?.toISOString() ?? null,
    outcome: task.outcome,
    hasEvidence: task.evidenceFileId !== null,
  });
}

async function detail(ctx: Context, task: Task) {
  const described = await describe(ctx, [task]);
  const offers = await offersOf(ctx.db, task);
  const candidates = await candidatesFor(ctx.db, task.communityId);
  const person = await touchpointNames(ctx.db, ctx.services.vault, [
    ...offers.map((offer) => offer.touchpointId),
    ...candidates.map((candidate) => candidate.touchpointId),
  ]);
  return {
    ...described(task),
    script: task.kit.script,
    reasons: [...task.kit.reasons],
    shareToken: task.shareToken,
    shareUrl: `${ctx.services.settings.publicUrl}/o/${task.shareToken}`,
    offers: offers.map((offer) => ({
      ...offer,
      name: person(offer.touchpointId).name,
      offeredAt: offer.offeredAt.toISOString(),
      answeredAt: offer.answeredAt?.toISOString() ?? null,
    })),
    candidates: candidates.map(({ touchpointId, rank, openTasks }) => ({
      touchpointId,
      rank,
      openTasks,
      name: person(touchpointId).name,
      roleName: person(touchpointId).roleName,
    })),
  };
}

export const taskRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/touchpoints/tasks',
    summary: 'Tasks within the area of the reader, newest offer first, with counts by state',
    access: read,
    query: tasksQuery,
    answer: tasksAnswer,
    handle: async (ctx, { query }) => {
      const before = timePlaceOf(query.cursor);
      const rows = await listTasks(
        ctx.db,
        ctx.scope,
        { ...query, states: query.state === undefined ? undefined : [query.state] },
        { before: before && { offeredAt: before.at, taskId: before.id }, limit: query.limit + 1 },
      );
      const { items, nextCursor } = pageOf(rows, query.limit, (task) => [task.offeredAt.getTime(), task.taskId]);
      const described = await describe(ctx, items);
      return {
        items: items.map(described),
        nextCursor,
        counts: await countTasks(ctx.db, ctx.scope),
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/touchpoints/tasks/:taskId',
    summary: 'One task: who was asked and what they said, and who else could do it',
    access: read,
    params: taskParams,
    answer: taskDetail,
    handle: async (ctx, { params }) => {
      const task = await taskInScope(ctx.db, ctx.scope, params.taskId);
      if (task === undefined) throw new NotFound('task');
      return detail(ctx, task);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/touchpoints/tasks/:taskId/place',
    summary: 'Give the task to somebody by hand, with a reason',
    access: { permission: 'task.place' },
    params: taskParams,
    body: placeBody,
    answer: taskItem,
    handle: async (ctx, { params, body }) => {
      const task = await placeTask(ctx, { ...params, ...body });
      return (await describe(ctx, [task]))(task);
    },
  }),
];
