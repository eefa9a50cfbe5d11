import { EVERYTHING } from '#platform/permission';
import type { Context } from '#platform/context';
import { TaskCompleted } from '../events.ts';
import { factsOf } from './announce.ts';
import { answerOffer, lockTask, overdueTasks, saveTask } from './task-store.ts';
import { stateAfter, type TaskId } from './task.ts';

const BATCH = 200;

/** Closes tasks whose time is over: those that were forwarded count as done, the others as expired. Answers how many. */
export async function expireTasks(ctx: Context): Promise<number> {
  const overdue = await overdueTasks(ctx.db, ctx.clock.now(), BATCH);
  for (const taskId of overdue) await expireTask(ctx, taskId);
  return overdue.length;
}

async function expireTask(ctx: Context, taskId: TaskId): Promise<void> {
  await ctx.transaction(async (tx) => {
    const task = await lockTask(tx.db, EVERYTHING, taskId);
    // Somebody may have finished it since it was listed.
    if (task === undefined || task.dueAt >= tx.now || task.state === 'done' || task.state === 'expired') return;
    const next = { ...task, state: stateAfter(task, 'expire'), completedAt: tx.now };
    await saveTask(tx.db, next);
    if (task.state === 'offered') await answerOffer(tx.db, task, 'expired', null, tx.now);
    if (next.state === 'done' && task.touchpointId !== null) {
      await tx.announce([
        TaskCompleted(task.taskId, { ...factsOf(task), touchpointId: task.touchpointId, result: 'not_reported' }),
      ]);
    }
  });
}
