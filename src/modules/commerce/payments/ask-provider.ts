import { DAY, HOUR, MINUTE } from '#kernel/time';
import type { Context } from '#platform/context';
import { askEach } from './ask-each.ts';
import { lockOrder } from '../orders/order-store.ts';
import { lockPayment, paymentsToAsk, savePayment } from './payment-store.ts';
import { askedInVain, closed, isLive, type Payment } from './payment.ts';
import { providerOf } from './providers.ts';
import { lockAwaited } from './receipt-store.ts';
import { receiveMoney } from './receive-money.ts';
import { finishRefund } from './finish-refund.ts';
import { putOff, refundsToTry } from './refund-store.ts';
import type { Refund } from './refund.ts';
import { submitRefund } from './submit-refund.ts';

const BATCH = 100;

/**
 * Asks the provider how a payment stands, since no notice came: money that is there counts as if a notice had said so; a
 * payment whose time is over is closed.
 */
export async function askAboutPayment(ctx: Context, payment: Payment): Promise<void> {
  const provider = providerOf(ctx, payment);
  const standing = await provider.query(ctx.under('query'), payment.paymentNumber);
  await ctx.under('answer').transaction(async (tx) => {
    if (standing.state === 'paid') {
      const awaited = await lockAwaited(tx.db, payment.paymentNumber);
      if (awaited !== undefined) await receiveMoney(tx, provider.code, awaited, standing.receipt, null);
      return;
    }
    await lockOrder(tx.db, payment.cityId, payment.orderId);
    const now = await lockPayment(tx.db, payment);
    if (!isLive(now)) return;
    await savePayment(tx.db, now.expiresAt <= tx.now ? closed(now) : askedInVain(now, tx.now));
  });
}

/**
 * Asks how a refund stands of which no end was heard; one that was never accepted is asked for again. Answers whether the
 * provider answered.
 */
export async function askAboutRefund(ctx: Context, refund: Refund, payment: Payment): Promise<boolean> {
  if (refund.state === 'requested') return (await submitRefund(ctx, refund.refundId)).state !== 'requested';
  const provider = providerOf(ctx, payment);
  const { refundNumber } = refund;
  const standing = await provider.queryRefund(ctx, { paymentNumber: payment.paymentNumber, refundNumber });
  await ctx.transaction(async (tx) => {
    if (standing.state === 'succeeded' || standing.state === 'failed') {
      await finishRefund(tx, provider.code, payment, { refundNumber, outcome: standing.state, amountFen: undefined });
    } else {
      await putOff(tx.db, refund, laterThan(tx.now, refund.tries));
    }
  });
  return true;
}

/** Five minutes, then an hour, then a day: what takes days is not asked about every minute. */
const laterThan = (now: Date, tries: number): Date =>
  new Date(now.getTime() + (tries < 12 ? 5 * MINUTE : tries < 36 ? HOUR : DAY));

/**
 * Asks about everything of which no notice came in time: payments, then refunds. One that fails does not keep the others;
 * it is asked about again with the next run, and what failed is thrown at the end.
 */
export async function askProvider(ctx: Context): Promise<number> {
  const now = ctx.clock.now();
  const payments = await paymentsToAsk(ctx.db, now, BATCH);
  const refunds = await refundsToTry(ctx.db, now, BATCH);
  const paid = await askEach(payments, (payment) => askAboutPayment(ctx, payment));
  const givenBack = await askEach(refunds, async (refund) => {
    const payment = await ctx.transaction((tx) => lockPayment(tx.db, refund));
    return (await askAboutRefund(ctx, refund, payment)) ? undefined : 'silent';
  });
  const failures = [...paid.failures, ...givenBack.failures];
  if (failures.length > 0) throw new AggregateError(failures, 'not every payment could be asked about');
  return paid.done + givenBack.done;
}
