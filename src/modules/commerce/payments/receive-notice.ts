import { createHash } from 'node:crypto';
import type { Context, Tx } from '#platform/context';
import { mayRely } from '#platform/postgres';
import { finishRefund } from './finish-refund.ts';
import { takeExpected } from './expected-money.ts';
import { countRefused, keepNotice, noteOutcome, type NoticeOutcome } from './notice-store.ts';
import { NoticeRefused, type EffectiveNotice, type PaymentProvider, type VerifiedNotice } from './payment-port.ts';
import { paymentByNumber } from './payment-store.ts';
import { lockAwaited } from './receipt-store.ts';
import { receiveMoney } from './receive-money.ts';

/** Orders that were placed together are paid at almost the same moment. */
const LINGER_MS = 3;

/**
 * Takes a notice of a provider: verifies the signature on the raw body, keeps the notice once, and does what it says, all
 * in one transaction; so an answer means that it is stored. What does not verify is counted and answered with 401.
 * Answers `duplicate` for a notice that is kept already, `nothing` for one that changes nothing. Throws NoticeRefused.
 */
export async function receiveNotice(
  ctx: Context,
  provider: PaymentProvider,
  input: {
    readonly raw: Uint8Array;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  },
): Promise<NoticeOutcome | 'duplicate' | 'nothing'> {
  const notice = await verified(ctx, provider, input);
  if (notice.kind === 'nothing') return 'nothing';
  const bodyHash = createHash('sha256').update(input.raw).digest('hex');
  const work = async (tx: Tx): Promise<NoticeOutcome | 'duplicate'> => {
    const outcome = await takeEffect(ctx, tx, provider, notice, bodyHash);
    if (outcome === 'counted' || outcome === 'held' || outcome === 'duplicate') return outcome;
    const kept = { provider: provider.code, notice, bodyHash, receivedAt: tx.now, outcome };
    return (await keepNotice(tx.db, kept)) ? outcome : 'duplicate';
  };
  // A repetition is known by its notice; what goes back is rare, and asks more than it is worth to share.
  if (notice.kind === 'refund') return ctx.transaction(work);
  return ctx.transaction(work, { verb: 'receive-notice', apart: notice.paymentNumber, lingerMs: LINGER_MS });
}

async function verified(
  ctx: Context,
  provider: PaymentProvider,
  input: Parameters<typeof receiveNotice>[2],
): Promise<VerifiedNotice> {
  try {
    return await provider.readNotice(ctx, input.raw, input.headers);
  } catch (error) {
    if (error instanceof NoticeRefused) {
      await ctx.transaction((tx) => countRefused(tx.db, provider.code, error.fault, tx.now));
    }
    throw error;
  }
}

/** What a payment's notice did is kept with it in one statement; a refund's notice is kept first. */
async function takeEffect(
  ctx: Context,
  tx: Tx,
  provider: PaymentProvider,
  notice: EffectiveNotice,
  bodyHash: string,
): Promise<NoticeOutcome | 'duplicate'> {
  if (notice.kind === 'payment') {
    // Alone nobody would do it again where the guess is wrong.
    const guess = takeExpected(ctx, notice.paymentNumber);
    const awaited = guess !== undefined && mayRely(tx.db) ? guess : await lockAwaited(tx.db, notice.paymentNumber);
    if (awaited === undefined) return 'unknown_number';
    return receiveMoney(tx, provider.code, awaited, notice.receipt, { noticeId: notice.noticeId, bodyHash });
  }
  const key = await paymentByNumber(tx.db, notice.paymentNumber);
  if (key === undefined) return 'unknown_number';
  const receivedAt = tx.now;
  if (!(await keepNotice(tx.db, { provider: provider.code, notice, bodyHash, receivedAt, outcome: 'known' }))) {
    return 'duplicate';
  }
  const outcome = await finishRefund(tx, provider.code, key, notice);
  await noteOutcome(tx.db, provider.code, notice.noticeId, outcome);
  return outcome;
}
