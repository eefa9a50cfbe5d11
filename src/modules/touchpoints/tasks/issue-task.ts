import type { Context } from '#platform/context';
import { storesServing } from '#modules/territory';
import type { CityId, CommunityId, Id } from '#kernel/ids';
import { placementOf } from './announce.ts';
import { candidatesFor, insertOffer, insertTask } from './task-store.ts';
import { nextCandidate, offerTo, withoutCandidate, type Kit, type Task } from './task.ts';

export interface IssuedPlay {
  readonly playId: Id<'Play'>;
  readonly packageId: Id<'Package'>;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly kit: Kit;
  readonly dueAt: Date;
}

const TOKEN_BYTES = 9;

/** Makes the task of an approved play and offers it to the most suitable touchpoint. A play has one task. */
export async function issueTask(ctx: Context, play: IssuedPlay): Promise<{ taskId: string | null }> {
  const serving = await storesServing(ctx.db, [play.communityId]);
  const candidates = await candidatesFor(ctx.db, play.communityId);
  return ctx.transaction(async (tx) => {
    const draft: Task = {
      ...play,
      taskId: tx.newId<'Task'>(),
      storeId: serving.get(play.communityId)?.[0]?.id ?? null,
      touchpointId: null,
      state: 'unplaced',
      shareToken: Buffer.from(ctx.random.bytes(TOKEN_BYTES)).toString('base64url'),
      attempt: 0,
      why: '',
      offeredAt: tx.now,
      acceptedAt: null,
      forwardedAt: null,
      completedAt: null,
      outcome: null,
      note: null,
      evidenceFileId: null,
    };
    const next = nextCandidate(candidates, play.kit.roles, new Set());
    const task = next === undefined ? withoutCandidate(draft) : offerTo(draft, next.candidate, next.why, tx.now);
    if (!(await insertTask(tx.db, task))) return { taskId: null };
    await insertOffer(tx.db, task);
    await tx.announce([placementOf(task)]);
    return { taskId: task.taskId };
  });
}
