import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { lockTask } from './task-store.ts';
import { TaskNotYours, type Task, type TaskId } from './task.ts';

/** Locks a task for the touchpoint who acts; refuses when it went to somebody else meanwhile. */
export async function lockOwnTask(ctx: Context, tx: Tx, taskId: TaskId): Promise<Task> {
  const mine = ctx.scope.touchpoint;
  // Whoever was asked before may open an old link: tell them that it moved on instead of that it does not exist.
  const task = await lockTask(tx.db, { ...ctx.scope, everything: mine !== undefined }, taskId);
  if (task === undefined) throw new NotFound('task');
  if (mine === undefined || task.touchpointId !== mine) throw new TaskNotYours();
  return task;
}
