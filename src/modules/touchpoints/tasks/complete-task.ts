import type { Context } from '#platform/context';
import { TaskCompleted } from '../events.ts';
import { factsOf, holderOf } from './announce.ts';
import { lockOwnTask } from './own-task.ts';
import { saveTask } from './task-store.ts';
import { stateAfter, type Task, type TaskId, type TaskResult } from './task.ts';

/** The touchpoint reports how it went. Throws as `acceptTask`. */
export async function completeTask(ctx: Context, input: { taskId: TaskId; result: TaskResult }): Promise<Task> {
  return ctx.transaction(async (tx) => {
    const task = await lockOwnTask(ctx, tx, input.taskId);
    const next: Task = {
      ...task,
      state: stateAfter(task, 'complete'),
      outcome: input.result,
      completedAt: tx.now,
    };
    await saveTask(tx.db, next);
    await tx.announce([
      TaskCompleted(task.taskId, { ...factsOf(next), touchpointId: holderOf(next), result: input.result }),
    ]);
    return next;
  });
}
