import type { Context, Tx } from '#platform/context';
import type { PaymentAsked, RefundAsked } from '../payment-port.ts';
import { RefusedByProvider } from '../payment-port.ts';
import { fen } from '#kernel/money';
import {
  insertKeys,
  insertRefund,
  insertTrade,
  lockTrade,
  refundsOfTrade,
  sandboxKeys,
  tradeByNumber,
} from './sandbox-store.ts';
import { makeKey, type SandboxKey } from './sandbox-signature.ts';
import { REFUND_TAKES_MS, type SandboxTrade } from './sandbox-trade.ts';

/** Both sign: notices name the one that did, as during a change of keys. */
const SERIALS = ['SANDBOX-1', 'SANDBOX-2'];

/** Part: the two keys of the sandbox, made with its first use. */
export async function keysOf(tx: Tx): Promise<SandboxKey[]> {
  const known = await sandboxKeys(tx.db);
  if (known.length >= SERIALS.length) return known;
  await insertKeys(tx.db, SERIALS.map(makeKey), tx.now);
  return sandboxKeys(tx.db);
}

/** Opens a trade for a payment number, or answers the one that is open. Throws RefusedByProvider for another amount. */
export async function openTrade(ctx: Context, asked: PaymentAsked): Promise<SandboxTrade> {
  return ctx.transaction(async (tx) => {
    await keysOf(tx);
    await insertTrade(tx.db, {
      paymentNumber: asked.paymentNumber,
      secret: Buffer.from(ctx.random.bytes(16)).toString('hex'),
      description: asked.description,
      amountFen: asked.amountFen,
      paidFen: fen(0),
      refundedFen: fen(0),
      refundsFail: false,
      tradeNumber: null,
      notifyUrl: asked.notifyUrl,
      returnUrl: asked.returnUrl,
      openedAt: tx.now,
      expiresAt: asked.expiresAt,
      paidAt: null,
    });
    const trade = await tradeByNumber(tx.db, asked.paymentNumber);
    if (trade?.amountFen !== asked.amountFen) throw new RefusedByProvider('another-amount');
    return trade;
  });
}

/**
 * Accepts a refund, to be done a little later; the same number again is the same refund. Throws RefusedByProvider for a
 * trade that was not paid, more than is left of it, or another amount under the number.
 */
export async function acceptRefund(ctx: Context, asked: RefundAsked): Promise<void> {
  await ctx.transaction(async (tx) => {
    const trade = await lockTrade(tx.db, asked.paymentNumber);
    if (trade === undefined || trade.paidAt === null) throw new RefusedByProvider('not-paid');
    const before = await refundsOfTrade(tx.db, asked.paymentNumber);
    const same = before.find((refund) => refund.refundNumber === asked.refundNumber);
    if (same !== undefined) {
      if (same.amountFen !== asked.amountFen) throw new RefusedByProvider('another-amount');
      return;
    }
    const taken = before
      .filter((refund) => refund.state !== 'failed')
      .reduce((sum, refund) => sum + refund.amountFen, 0);
    if (taken + asked.amountFen > trade.paidFen) throw new RefusedByProvider('more-than-paid');
    await insertRefund(tx.db, {
      paymentNumber: asked.paymentNumber,
      refundNumber: asked.refundNumber,
      amountFen: asked.amountFen,
      state: 'accepted',
      notifyUrl: asked.notifyUrl,
      askedAt: tx.now,
      finishAt: new Date(tx.now.getTime() + REFUND_TAKES_MS),
      finishedAt: null,
    });
  });
}
