import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { userOf } from '../actor.ts';
import { releaseBudget } from '../approvals/spend-budget.ts';
import { PlayWithdrawn } from '../events.ts';
import { decisionBy } from './decision.ts';
import { PlayAlreadyForwarded, stateAfter, type Play, type PlayId } from './play.ts';
import { decidePlays, keepDecisions, lockPlay } from './play-store.ts';

/**
 * Takes an approved play back before anybody forwarded it; what a standing approval had set aside for it is free again.
 * @throws NotFound, IllegalMove, PlayAlreadyForwarded
 */
export async function withdrawPlay(
  ctx: Context,
  input: { readonly playId: PlayId; readonly reason: string },
): Promise<Play> {
  return ctx.transaction(async (tx) => {
    const play = await lockPlay(tx.db, ctx.scope, input.playId);
    if (play === undefined) throw new NotFound('play');
    const state = stateAfter(play.state, 'withdraw');
    if (play.forwardedAt !== null) throw new PlayAlreadyForwarded();
    const decision = { state, decidedBy: userOf(tx.actor), approvedBy: null, reason: input.reason };
    const [withdrawn = play] = await decidePlays(tx.db, [play], 'approved', decision, tx.now);
    await keepDecisions(tx.db, [decisionBy(tx, play, 'withdrawn', input.reason)], tx.now);
    await releaseBudget(tx, play);
    const { id, cityId, communityId, packageId } = play;
    await tx.announce([PlayWithdrawn(id, { playId: id, cityId, communityId, packageId, reason: input.reason })]);
    await tx.audit({ action: 'withdraw-play', subject: { kind: 'play', id }, details: { packageId } });
    return withdrawn;
  });
}
