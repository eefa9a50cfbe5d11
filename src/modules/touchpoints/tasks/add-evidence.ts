import { IllegalMove } from '#kernel/errors';
import type { Context } from '#platform/context';
import { lockOwnTask } from './own-task.ts';
import { saveTask } from './task-store.ts';
import type { Task, TaskId } from './task.ts';

/**
 * The touchpoint shows that they did it: a screenshot of the group, a photo of the notice board. A later picture takes
 * the place of an earlier one. Throws NotFound, TaskNotYours, IllegalMove before it was forwarded, and what the file
 * store refuses.
 */
export async function addEvidence(
  ctx: Context,
  input: { readonly taskId: TaskId; readonly name: string; readonly bytes: Buffer },
): Promise<Task> {
  const prepared = await ctx.services.files.prepare({ bytes: input.bytes, name: input.name, purpose: 'evidence' });
  return ctx.transaction(async (tx) => {
    const task = await lockOwnTask(ctx, tx, input.taskId);
    if (task.forwardedAt === null) throw new IllegalMove('task', task.state, 'evidence');
    const file = await ctx.services.files.put(tx, prepared, {
      cityId: task.cityId,
      communityId: task.communityId,
      storeId: task.storeId ?? undefined,
      touchpointId: task.touchpointId ?? undefined,
    });
    const next = { ...task, evidenceFileId: file.fileId };
    await saveTask(tx.db, next);
    return next;
  });
}
