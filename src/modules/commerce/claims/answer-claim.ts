import { IllegalMove } from '#kernel/errors';
import { HOUR } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import type { FileId } from '#platform/files';
import { ClaimClosed, ClaimEscalated } from '../events.ts';
import { timeCompletion } from '../pick-up/completion.ts';
import { claimRules } from './claim-log-store.ts';
import { addClaimPhotos, claimPhotosOf } from './claim-store.ts';
import {
  AppealOver,
  canAppeal,
  canWithdraw,
  DECIDE_APPEAL_WITHIN,
  factsOf,
  MAX_PHOTOS,
  moved,
  TooManyClaimPhotos,
  type Claim,
  type ClaimId,
} from './claim.ts';
import { checkPhotos } from './open-claim.ts';
import { lockClaim, saveClaim } from './save-claim.ts';

export interface AnswerInput {
  readonly claimId: ClaimId;
  readonly words: string;
  readonly photoIds: readonly FileId[];
}

/** Part: keeps photos and words that a customer adds; answers the words sealed. */
async function added(ctx: Context, tx: Tx, claim: Claim, input: AnswerInput): Promise<Uint8Array | null> {
  const before = (await claimPhotosOf(tx.db, [claim])).get(claim.claimId) ?? [];
  if (new Set([...before, ...input.photoIds]).size > 2 * MAX_PHOTOS) throw new TooManyClaimPhotos();
  await addClaimPhotos(tx.db, claim, input.photoIds, tx.now);
  return input.words === '' ? null : ctx.services.vault.seal(tx, claim.personId, input.words);
}

/** The customer adds what was asked for, or what they forgot, as long as nobody decided. Throws NotFound, IllegalMove. */
export async function answerClaim(ctx: Context, input: AnswerInput): Promise<Claim> {
  await checkPhotos(ctx, input.photoIds);
  return ctx.transaction(async (tx) => {
    const claim = await lockClaim(ctx, tx, 'customer', input.claimId);
    const { decideWithinHours } = (await claimRules(tx.db))[claim.kind];
    // Adding something by oneself gives nobody more time.
    const dueAt = claim.state === 'needs_more' ? new Date(tx.now.getTime() + decideWithinHours * HOUR) : claim.dueAt;
    const wordsSealed = await added(ctx, tx, claim, input);
    const hasWords = claim.hasWords || wordsSealed !== null;
    const next = moved(claim, 'opened', tx.now, { dueAt, hasWords, escalatedAt: null });
    return saveClaim(tx, next, { move: 'answered', by: 'customer', wordsSealed });
  });
}

/**
 * The customer does not agree with a no: once, within three days. It opens again and goes to a person at once. Announces
 * ClaimEscalated. Throws NotFound, AppealOver.
 */
export async function appealClaim(ctx: Context, input: AnswerInput): Promise<Claim> {
  await checkPhotos(ctx, input.photoIds);
  return ctx.transaction(async (tx) => {
    const claim = await lockClaim(ctx, tx, 'customer', input.claimId);
    if (!canAppeal(claim, tx.now)) throw new AppealOver();
    const wordsSealed = await added(ctx, tx, claim, input);
    const dueAt = new Date(tx.now.getTime() + DECIDE_APPEAL_WITHIN);
    const next = moved(claim, 'opened', tx.now, {
      appealed: true,
      dueAt,
      escalatedAt: tx.now,
      hasWords: claim.hasWords || wordsSealed !== null,
    });
    const saved = await saveClaim(tx, next, { move: 'appealed', by: 'customer', wordsSealed });
    await timeCompletion(tx, saved);
    await tx.announce([
      ClaimEscalated(saved.claimId, { ...factsOf(saved), why: 'appeal', dueAt: dueAt.toISOString() }),
    ]);
    return saved;
  });
}

/** The customer takes a claim back that nobody decided. Announces ClaimClosed. Throws NotFound, IllegalMove. */
export async function withdrawClaim(ctx: Context, input: { readonly claimId: ClaimId }): Promise<Claim> {
  return ctx.transaction(async (tx) => {
    const claim = await lockClaim(ctx, tx, 'customer', input.claimId);
    // What opened by itself is not theirs to take back.
    if (!canWithdraw(claim)) throw new IllegalMove('claim', claim.state, 'withdrawn');
    const next = moved(claim, 'withdrawn', tx.now);
    const saved = await saveClaim(tx, next, { move: 'withdrawn', by: 'customer' });
    await timeCompletion(tx, saved);
    await tx.announce([ClaimClosed(saved.claimId, { ...factsOf(saved), outcome: 'withdrawn', refundedFen: 0 })]);
    return saved;
  });
}
