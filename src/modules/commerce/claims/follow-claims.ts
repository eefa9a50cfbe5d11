import { DAY, HOUR } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import { ClaimClosed, ClaimEscalated } from '../events.ts';
import { lockOrder } from '../orders/order-store.ts';
import { timeCompletion } from '../pick-up/completion.ts';
import { claimByKey, claimLinesOf, claimsOverdue, claimsToClose } from './claim-store.ts';
import { APPEAL_WITHIN, factsOf, moved, type Claim } from './claim.ts';
import { reject } from './decide-claim.ts';
import { saveClaim } from './save-claim.ts';

const BATCH = 200;
/** What was granted is paid within a day, or somebody looks why not. */
const PAID_WITHIN = DAY;
/** Once a claim waits too long, somebody has so long. */
const ESCALATED_WITHIN = 4 * HOUR;

type Key = Pick<Claim, 'cityId' | 'claimId' | 'orderId'>;

/**
 * What nobody decided in time, or granted and not paid within a day, goes to a person; what customers were asked and did
 * not answer is a no that they may appeal against. Announces ClaimEscalated, ClaimDecided. Answers how many.
 */
export async function escalateClaims(ctx: Context): Promise<number> {
  const now = ctx.clock.now();
  const due = await claimsOverdue(ctx.db, now, new Date(now.getTime() - PAID_WITHIN), BATCH);
  for (const key of due) await ctx.transaction((tx) => escalateOne(tx, key));
  return due.length;
}

async function locked(tx: Tx, key: Key): Promise<Claim | undefined> {
  await lockOrder(tx.db, key.cityId, key.orderId);
  return claimByKey(tx.db, key.cityId, key.claimId);
}

async function escalateOne(tx: Tx, key: Key): Promise<void> {
  const claim = await locked(tx, key);
  if (claim === undefined) return;
  if (claim.state === 'needs_more' && claim.dueAt !== null && claim.dueAt <= tx.now) {
    const lines = (await claimLinesOf(tx.db, [claim])).get(claim.claimId) ?? [];
    await reject(tx, claim, lines, { why: 'other', reason: '没有按时补充' });
    await timeCompletion(tx, claim);
    return;
  }
  if (claim.escalatedAt !== null || (claim.state !== 'opened' && claim.state !== 'approved')) return;
  const next = { ...claim, escalatedAt: tx.now, revision: claim.revision + 1 };
  const saved = await saveClaim(tx, next, { move: 'escalated', by: 'system' });
  const dueAt = new Date(tx.now.getTime() + ESCALATED_WITHIN).toISOString();
  await tx.announce([ClaimEscalated(saved.claimId, { ...factsOf(saved), why: 'overdue', dueAt })]);
}

/** Closes what was said no to and nobody may appeal against any more. Announces ClaimClosed. Answers how many. */
export async function closeRejected(ctx: Context): Promise<number> {
  const due = await claimsToClose(ctx.db, new Date(ctx.clock.now().getTime() - APPEAL_WITHIN), BATCH);
  for (const key of due) {
    await ctx.transaction(async (tx) => {
      const claim = await locked(tx, key);
      if (claim?.state !== 'rejected') return;
      const saved = await saveClaim(tx, moved(claim, 'closed', tx.now), { move: 'closed', by: 'system' });
      await tx.announce([ClaimClosed(saved.claimId, { ...factsOf(saved), outcome: 'rejected', refundedFen: 0 })]);
    });
  }
  return due.length;
}
