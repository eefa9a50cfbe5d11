import type { Refusal } from '#kernel/errors';
import type { Context } from '#platform/context';
import { userOf } from '../actor.ts';
import { bulkOutcome, missing, type BulkOutcome } from '../bulk.ts';
import { packagesByIds } from '#modules/commerce';
import { playApproved } from './announce-approved.ts';
import { decisionBy } from './decision.ts';
import { PlayAlreadyDecided, PlayOverdue, PlayPackageInactive, type Play, type PlayId } from './play.ts';
import { decidePlays, keepDecisions, lockPlays } from './play-store.ts';

/**
 * Approves plays: they go to the touchpoints. Each is decided for itself; refusals are answered one by one: NotFound,
 * PlayAlreadyDecided, PlayOverdue, PlayPackageInactive.
 */
export async function approvePlays(ctx: Context, input: { readonly playIds: readonly PlayId[] }): Promise<BulkOutcome> {
  return ctx.transaction(async (tx) => {
    const plays = await lockPlays(tx.db, ctx.scope, input.playIds);
    const packages = await packagesByIds(
      tx.db,
      plays.map(({ packageId }) => packageId),
    );
    const refusals = missing(input.playIds, new Set(plays.map(({ id }) => id)), 'play');
    const allowed = plays.filter((play) => {
      const refusal = refusalOf(play, packages.get(play.packageId)?.active === true, tx.now);
      if (refusal !== undefined) refusals.set(play.id, refusal);
      return refusal === undefined;
    });
    const decision = { state: 'approved', decidedBy: userOf(tx.actor), approvedBy: 'person', reason: null } as const;
    const approved = await decidePlays(tx.db, allowed, 'proposed', decision, tx.now);
    await keepDecisions(
      tx.db,
      approved.map((play) => decisionBy(tx, play, 'approved', null)),
      tx.now,
    );
    await tx.announce(approved.map(playApproved));
    for (const { id, packageId } of approved) {
      await tx.audit({ action: 'approve-play', subject: { kind: 'play', id }, details: { packageId } });
    }
    return bulkOutcome(input.playIds, refusals);
  });
}

function refusalOf(play: Play, isOffered: boolean, now: Date): Refusal | undefined {
  if (play.state !== 'proposed') return new PlayAlreadyDecided(play.state);
  if (play.dueAt <= now) return new PlayOverdue();
  return isOffered ? undefined : new PlayPackageInactive(play.offer.packageName);
}
