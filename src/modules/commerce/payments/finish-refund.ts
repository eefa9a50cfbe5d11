import type { Tx } from '#platform/context';
import { OrderRefunded } from '../events.ts';
import { lockOrder } from '../orders/order-store.ts';
import { factsOf, giveBack, type Order } from '../orders/order.ts';
import { noted, saveOrder } from '../orders/save-order.ts';
import { bookReturned } from './books.ts';
import type { NoticeOutcome } from './notice-store.ts';
import { lockPayment, savePayment, type PaymentKey } from './payment-store.ts';
import type { Payment } from './payment.ts';
import { lockRefund, moveRefund } from './refund-store.ts';
import { finish, isOver, move, type Refund } from './refund.ts';

export interface RefundEnd {
  readonly refundNumber: string;
  readonly outcome: 'succeeded' | 'failed';
  /** As the notice says it; undefined where the provider was asked by number. */
  readonly amountFen: number | undefined;
}

/**
 * Part: a refund ended, as a notice says or the provider when it is asked. What was told before changes nothing.
 * Announces OrderRefunded when money went back that had counted for the order.
 */
export async function finishRefund(tx: Tx, provider: string, key: PaymentKey, end: RefundEnd): Promise<NoticeOutcome> {
  const order = await lockOrder(tx.db, key.cityId, key.orderId);
  const payment = await lockPayment(tx.db, key);
  const refund = await lockRefund(tx.db, key.cityId, end.refundNumber);
  if (refund === undefined || refund.paymentId !== payment.paymentId || payment.provider !== provider) {
    return 'unknown_number';
  }
  if (end.amountFen !== undefined && end.amountFen !== refund.amountFen) return 'contradicts';
  if (isOver(refund)) return refund.state === end.outcome ? 'known' : 'contradicts';
  const over = move(refund, end.outcome, tx.now);
  if (!(await moveRefund(tx.db, refund, over))) throw new Error(`refund ${refund.refundId} moved under its lock`);
  const left = await savePayment(tx.db, finish(payment, refund, end.outcome));
  if (end.outcome === 'succeeded') await bookReturned(tx, left, over);
  await record(tx, order, left, over);
  return 'counted';
}

async function record(tx: Tx, order: Order, payment: Payment, refund: Refund): Promise<void> {
  const succeeded = refund.state === 'succeeded';
  const counts = succeeded && refund.source === 'order';
  const saved = await saveOrder(tx, counts ? giveBack(order, refund.amountFen) : noted(order), {
    move: succeeded ? 'refunded' : 'refund_failed',
    by: 'provider',
    amountFen: refund.amountFen,
    paymentId: payment.paymentId,
    refundId: refund.refundId,
  });
  if (!counts) return;
  await tx.announce([
    OrderRefunded(order.orderId, {
      ...factsOf(saved),
      paymentId: payment.paymentId,
      refundId: refund.refundId,
      amountFen: refund.amountFen,
      goodsFen: refund.goodsFen,
      kind: refund.kind,
      reference: refund.reference,
      refundedFen: saved.refundedFen,
      refundedAt: tx.now.toISOString(),
    }),
  ]);
}
