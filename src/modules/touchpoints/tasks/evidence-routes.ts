import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import type { FileId } from '#platform/files';
import { defineRoute, Reply, type Route } from '#platform/http';
import { evidenceAnswer, taskParams } from '../contract.ts';
import { addEvidence } from './add-evidence.ts';
import { taskInScope } from './task-store.ts';
import type { TaskId } from './task.ts';

const MOST_BYTES = 15 * 1024 * 1024;

/** The picture, to whoever may see the task. */
async function readEvidence(ctx: Context, taskId: TaskId): Promise<Reply<Buffer>> {
  const task = await taskInScope(ctx.db, ctx.scope, taskId);
  if (task === undefined || task.evidenceFileId === null) throw new NotFound('file');
  const { file, bytes } = await ctx.services.files.open(ctx, task.evidenceFileId as FileId);
  return new Reply(bytes, { headers: { 'content-type': file.type, 'cache-control': 'private, max-age=300' } });
}

export const evidenceRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/touchpoints/my/tasks/:taskId/evidence',
    summary: 'A picture that shows it: position and everything else the camera wrote into it is taken out',
    access: { permission: 'task.act' },
    params: taskParams,
    upload: true,
    bodyLimit: MOST_BYTES,
    ratePerMinute: 60,
    answer: evidenceAnswer,
    handle: async (ctx, { params, request }) => {
      const { file } = request;
      if (file === undefined) throw new NotFound('file');
      await addEvidence(ctx, { taskId: params.taskId, name: file.name, bytes: file.bytes });
      return { hasEvidence: true as const };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/touchpoints/my/tasks/:taskId/evidence',
    summary: 'The picture that I added',
    access: { permission: 'task.act' },
    params: taskParams,
    produces: 'image/*',
    handle: (ctx, { params }) => readEvidence(ctx, params.taskId),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/touchpoints/tasks/:taskId/evidence',
    summary: 'The picture that the touchpoint added',
    access: { permission: 'task.read' },
    params: taskParams,
    produces: 'image/*',
    handle: (ctx, { params }) => readEvidence(ctx, params.taskId),
  }),
];
