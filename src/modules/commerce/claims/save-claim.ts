import type { Context, Tx } from '#platform/context';
import { NotFound } from '#kernel/errors';
import { lockOrder } from '../orders/order-store.ts';
import { insertClaimStep, type ClaimStep } from './claim-log-store.ts';
import { claimByKey, claimInScope, updateClaim, type ClaimReader } from './claim-store.ts';
import { ClaimChangedMeanwhile, type Claim, type ClaimId } from './claim.ts';

export type StepMade = Pick<ClaimStep, 'move' | 'by'> & {
  readonly reason?: string | null | undefined;
  readonly wordsSealed?: Uint8Array | null | undefined;
};

/** Part: saves a claim whose revision is one above what was read, with an entry of its timeline. */
export async function saveClaim(tx: Tx, next: Claim, made: StepMade): Promise<Claim> {
  const saved: Claim = { ...next, steps: next.steps + 1 };
  if (!(await updateClaim(tx.db, saved))) throw new ClaimChangedMeanwhile();
  await insertClaimStep(tx.db, saved, stepOf(tx, saved.steps, made));
  return saved;
}

export const stepOf = (tx: Tx, step: number, made: StepMade): ClaimStep => ({
  step,
  move: made.move,
  by: made.by,
  userId: tx.actor.kind === 'user' ? tx.actor.userId : null,
  reason: made.reason ?? null,
  wordsSealed: made.wordsSealed ?? null,
  madeAt: tx.now,
});

/** A claim that the reader may see, its order locked first: whoever changes a claim goes this way. @throws NotFound */
export async function lockClaim(ctx: Context, tx: Tx, reader: ClaimReader, claimId: ClaimId): Promise<Claim> {
  const seen = await claimInScope(tx.db, ctx.scope, reader, claimId);
  if (seen === undefined) throw new NotFound('claim');
  await lockOrder(tx.db, seen.cityId, seen.orderId);
  return (await claimByKey(tx.db, seen.cityId, seen.claimId)) ?? seen;
}
