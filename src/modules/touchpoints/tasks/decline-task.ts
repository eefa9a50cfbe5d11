import type { Context } from '#platform/context';
import { TaskDeclined } from '../events.ts';
import { factsOf, holderOf, placementOf } from './announce.ts';
import { lockOwnTask } from './own-task.ts';
import { answerOffer, candidatesFor, insertOffer, offersOf, saveTask } from './task-store.ts';
import { nextCandidate, offerTo, stateAfter, withoutCandidate, type DeclineReason, type TaskId } from './task.ts';

/**
 * The touchpoint says no, with a reason; the task is offered to the next who suits and was not asked yet, in the same
 * transaction, or waits to be placed by hand. Throws NotFound, TaskNotYours, IllegalMove.
 */
export async function declineTask(
  ctx: Context,
  input: { taskId: TaskId; reason: DeclineReason },
): Promise<{ passedOn: boolean }> {
  return ctx.transaction(async (tx) => {
    const task = await lockOwnTask(ctx, tx, input.taskId);
    stateAfter(task, 'decline');
    await answerOffer(tx.db, task, 'declined', input.reason, tx.now);
    const asked = new Set((await offersOf(tx.db, task)).map((offer) => offer.touchpointId));
    const next = nextCandidate(await candidatesFor(tx.db, task.communityId), task.kit.roles, asked);
    const moved = next === undefined ? withoutCandidate(task) : offerTo(task, next.candidate, next.why, tx.now);
    await saveTask(tx.db, moved);
    await insertOffer(tx.db, moved);
    await tx.announce([
      TaskDeclined(task.taskId, { ...factsOf(task), touchpointId: holderOf(task), reason: input.reason }),
      placementOf(moved),
    ]);
    return { passedOn: next !== undefined };
  });
}
