import type { Context } from '#platform/context';
import { TaskAccepted, TaskForwarded } from '../events.ts';
import { factsOf, holderOf } from './announce.ts';
import { lockOwnTask } from './own-task.ts';
import { answerOffer, saveTask } from './task-store.ts';
import { stateAfter, type Task, type TaskId } from './task.ts';

export const FORWARD_CHANNELS = ['copy_text', 'save_poster', 'link'] as const;
export type ForwardChannel = (typeof FORWARD_CHANNELS)[number];

/**
 * The touchpoint took the material to forward it. The first time counts as the forward and, where the task was only
 * offered, as accepting it; later times change nothing. Throws NotFound, TaskNotYours, IllegalMove.
 */
export async function forwardTask(ctx: Context, input: { taskId: TaskId; channel: ForwardChannel }): Promise<Task> {
  return ctx.transaction(async (tx) => {
    const task = await lockOwnTask(ctx, tx, input.taskId);
    const state = stateAfter(task, 'forward');
    if (task.forwardedAt !== null) return task;
    const next: Task = { ...task, state, acceptedAt: task.acceptedAt ?? tx.now, forwardedAt: tx.now };
    await saveTask(tx.db, next);
    const facts = { ...factsOf(next), touchpointId: holderOf(next) };
    if (task.acceptedAt === null) {
      await answerOffer(tx.db, next, 'accepted', null, tx.now);
      await tx.announce([TaskAccepted(task.taskId, facts)]);
    }
    await tx.announce([TaskForwarded(task.taskId, { ...facts, channel: input.channel })]);
    return next;
  });
}
