import { NotFound } from '#kernel/errors';
import type { TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { placementOf } from './announce.ts';
import { answerOffer, candidatesFor, insertOffer, lockTask, saveTask } from './task-store.ts';
import { NoSuchCandidate, offerTo, stateAfter, whyCandidate, type Task, type TaskId } from './task.ts';

/**
 * A person gives the task to a touchpoint who covers the community, over the head of the system, with a reason. Throws
 * NotFound, IllegalMove, NoSuchCandidate.
 */
export async function placeTask(
  ctx: Context,
  input: { taskId: TaskId; touchpointId: TouchpointId; reason: string },
): Promise<Task> {
  return ctx.transaction(async (tx) => {
    const task = await lockTask(tx.db, ctx.scope, input.taskId);
    if (task === undefined) throw new NotFound('task');
    stateAfter(task, 'place');
    const candidates = await candidatesFor(tx.db, task.communityId);
    const chosen = candidates.find((candidate) => candidate.touchpointId === input.touchpointId);
    if (chosen === undefined) throw new NoSuchCandidate();
    if (task.touchpointId !== null) await answerOffer(tx.db, task, 'taken_away', input.reason, tx.now);
    const next = offerTo(task, chosen, `人工指派：${input.reason}（${whyCandidate(chosen, 0)}）`, tx.now);
    await saveTask(tx.db, next);
    await insertOffer(tx.db, next);
    await tx.announce([placementOf(next)]);
    await tx.audit({
      action: 'place-task',
      subject: { kind: 'task', id: task.taskId },
      details: { from: task.touchpointId, to: input.touchpointId, reason: input.reason },
    });
    return next;
  });
}
