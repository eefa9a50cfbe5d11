import { MINUTE } from '#kernel/time';
import type { Context } from '#platform/context';
import { lockOrder } from '../orders/order-store.ts';
import type { RefundId } from '../orders/order.ts';
import { finishRefund } from './finish-refund.ts';
import { RefusedByProvider } from './payment-port.ts';
import { lockPayment } from './payment-store.ts';
import { notifyUrl, providerOf } from './providers.ts';
import { lockRefund, moveRefund, putOff, refundsByIds } from './refund-store.ts';
import { move, type Refund } from './refund.ts';

/** When the provider is asked how it stands, if no notice came. */
const ASK_AFTER_MS = 2 * MINUTE;
const TRY_AGAIN_MS = MINUTE;

/**
 * Sends a refund to the provider, outside of any transaction and always under the same number, so that it can be sent
 * again after a crash. What the provider does not answer stays asked for, and the job sends it again; what it refuses for
 * good has failed and frees the money. Answers the refund as it stands.
 */
export async function submitRefund(ctx: Context, refundId: RefundId): Promise<Refund> {
  const refund = await one(ctx, refundId);
  if (refund.state !== 'requested') return refund;
  const payment = await ctx.under('payment').transaction((tx) => lockPayment(tx.db, refund));
  const provider = providerOf(ctx, payment);
  const { refundNumber, amountFen } = refund;
  const { paymentNumber, receivedFen } = payment;
  const asked = { paymentNumber, refundNumber, amountFen, receivedFen, notifyUrl: notifyUrl(ctx, provider) };
  const answer = await provider
    .refund(ctx.under('provider'), asked)
    .then(() => 'accepted' as const)
    .catch((error: unknown) => (error instanceof RefusedByProvider ? ('refused' as const) : ('silent' as const)));
  await ctx.under('accepted').transaction(async (tx) => {
    if (answer === 'refused') {
      await finishRefund(tx, provider.code, payment, { refundNumber, outcome: 'failed', amountFen: undefined });
      return;
    }
    await lockOrder(tx.db, refund.cityId, refund.orderId);
    const now = await lockRefund(tx.db, refund.cityId, refundNumber);
    // A notice may have been faster.
    if (now?.state !== 'requested') return;
    if (answer === 'accepted') await moveRefund(tx.db, now, move(now, 'accepted', tx.now));
    await putOff(tx.db, now, new Date(tx.now.getTime() + (answer === 'accepted' ? ASK_AFTER_MS : TRY_AGAIN_MS)));
  });
  return one(ctx, refundId);
}

async function one(ctx: Context, refundId: RefundId): Promise<Refund> {
  const [refund] = await refundsByIds(ctx.db, [refundId]);
  if (refund === undefined) throw new Error(`refund ${refundId} is gone`);
  return refund;
}
