import { EVERYTHING } from '#platform/permission';
import type { CityId, Id } from '#kernel/ids';
import type { Context } from '#platform/context';
import { TaskWithdrawn } from '../events.ts';
import { factsOf } from './announce.ts';
import { answerOffer, lockTask, saveTask, taskOfPlay } from './task-store.ts';
import { stateAfter } from './task.ts';

/**
 * Takes back the task of a play that was withdrawn. Material that went out meanwhile cannot be called back: a task that
 * was forwarded goes on.
 */
export async function withdrawTask(
  ctx: Context,
  input: { readonly cityId: CityId; readonly playId: Id<'Play'> },
): Promise<{ withdrawn: boolean }> {
  return ctx.transaction(async (tx) => {
    const taskId = await taskOfPlay(tx.db, input.cityId, input.playId);
    const task = taskId && (await lockTask(tx.db, EVERYTHING, taskId));
    if (task === undefined || !['offered', 'accepted', 'unplaced'].includes(task.state)) return { withdrawn: false };
    const next = { ...task, state: stateAfter(task, 'withdraw'), completedAt: tx.now };
    await saveTask(tx.db, next);
    await answerOffer(tx.db, task, 'taken_away', null, tx.now);
    await tx.announce([TaskWithdrawn(task.taskId, { ...factsOf(task), touchpointId: task.touchpointId })]);
    return { withdrawn: true };
  });
}
