import type { Context } from '#platform/context';
import { TaskAccepted } from '../events.ts';
import { factsOf, holderOf } from './announce.ts';
import { lockOwnTask } from './own-task.ts';
import { answerOffer, saveTask } from './task-store.ts';
import { stateAfter, type Task, type TaskId } from './task.ts';

/** The touchpoint takes the task. Throws NotFound, TaskNotYours, IllegalMove. */
export async function acceptTask(ctx: Context, input: { taskId: TaskId }): Promise<Task> {
  return ctx.transaction(async (tx) => {
    const task = await lockOwnTask(ctx, tx, input.taskId);
    const next: Task = { ...task, state: stateAfter(task, 'accept'), acceptedAt: tx.now };
    await saveTask(tx.db, next);
    await answerOffer(tx.db, next, 'accepted', null, tx.now);
    await tx.announce([TaskAccepted(task.taskId, { ...factsOf(next), touchpointId: holderOf(next) })]);
    return next;
  });
}
