import { IllegalMove } from '#kernel/errors';
import type { Context } from '#platform/context';
import { UNDECIDED_STATES, type Claim, type ClaimId, type ClaimSeen } from './claim.ts';
import { lockClaim, saveClaim } from './save-claim.ts';

const SEEN: Readonly<Record<ClaimSeen, string>> = {
  as_said: '看到了，和顾客说的一样',
  otherwise: '看到了，和顾客说的不一样',
  not_seen: '没有看到',
};

/**
 * Whoever keeps the point says what they saw, and whether the goods lie with them. They speak for it and do not decide.
 * Throws NotFound, IllegalMove once it is decided.
 */
export async function confirmClaim(
  ctx: Context,
  input: {
    readonly claimId: ClaimId;
    readonly seen: ClaimSeen;
    readonly goodsReceived: boolean;
    /** Sealed, as the customer's are: whoever decides reads them. */
    readonly words: string;
  },
): Promise<Claim> {
  return ctx.transaction(async (tx) => {
    const claim = await lockClaim(ctx, tx, 'keeper', input.claimId);
    if (!UNDECIDED_STATES.includes(claim.state)) throw new IllegalMove('claim', claim.state, 'confirmed');
    const { seen, goodsReceived, words } = input;
    const wordsSealed = words === '' ? null : await ctx.services.vault.seal(tx, claim.personId, words);
    const hasWords = claim.hasWords || wordsSealed !== null;
    const next = { ...claim, seen, goodsReceived, hasWords, revision: claim.revision + 1 };
    const reason = goodsReceived ? `${SEEN[seen]}，商品已收回` : SEEN[seen];
    return saveClaim(tx, next, { move: 'confirmed', by: 'leader', reason, wordsSealed });
  });
}
