import type { Context } from '#platform/context';
import { userOf } from '../actor.ts';
import { bulkOutcome, missing, type BulkOutcome } from '../bulk.ts';
import { PlayRejected } from '../events.ts';
import { decisionBy } from './decision.ts';
import { PlayAlreadyDecided, type PlayId } from './play.ts';
import { decidePlays, keepDecisions, lockPlays } from './play-store.ts';

/**
 * Rejects plays with a reason: the package rests in the community for a while, and the reason lowers its score. Each is
 * decided for itself; refusals are answered one by one: NotFound, PlayAlreadyDecided.
 */
export async function rejectPlays(
  ctx: Context,
  input: { readonly playIds: readonly PlayId[]; readonly reason: string },
): Promise<BulkOutcome> {
  const { playIds, reason } = input;
  return ctx.transaction(async (tx) => {
    const plays = await lockPlays(tx.db, ctx.scope, playIds);
    const refusals = missing(playIds, new Set(plays.map(({ id }) => id)), 'play');
    for (const { id, state } of plays) if (state !== 'proposed') refusals.set(id, new PlayAlreadyDecided(state));
    const open = plays.filter(({ state }) => state === 'proposed');
    const decision = { state: 'rejected', decidedBy: userOf(tx.actor), approvedBy: null, reason } as const;
    const rejected = await decidePlays(tx.db, open, 'proposed', decision, tx.now);
    await keepDecisions(
      tx.db,
      rejected.map((play) => decisionBy(tx, play, 'rejected', reason)),
      tx.now,
    );
    await tx.announce(
      rejected.map(({ id, cityId, communityId, packageId }) =>
        PlayRejected(id, { playId: id, cityId, communityId, packageId, reason }),
      ),
    );
    for (const { id, packageId } of rejected) {
      await tx.audit({ action: 'reject-play', subject: { kind: 'play', id }, details: { packageId } });
    }
    return bulkOutcome(playIds, refusals);
  });
}
