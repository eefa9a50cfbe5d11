import { IllegalMove, NotFound } from '#kernel/errors';
import { fen, type Fen } from '#kernel/money';
import type { Context, Tx } from '#platform/context';
import { requirePermission } from '#platform/http';
import { OrderCancelled } from '../events.ts';
import { askRefund } from '../payments/ask-refund.ts';
import { closeLivePayments, lockPayment, paymentsOf } from '../payments/payment-store.ts';
import { restOf } from '../payments/refund.ts';
import { submitRefund } from '../payments/submit-refund.ts';
import { lockOrderInScope, type Reader } from './order-store.ts';
import {
  cancel,
  CANCEL_REASONS,
  factsOf,
  RefundAboveRest,
  RefundDecisionMissing,
  type CancelReason,
  type Order,
  type OrderId,
  type RefundId,
} from './order.ts';
import { saveOrder } from './save-order.ts';

export interface CancelOrderInput {
  readonly orderId: OrderId;
  readonly reason: CancelReason;
  /** How much of what was paid goes back; must be said once something was paid, 0 for nothing. */
  readonly refundFen?: Fen | undefined;
}

/**
 * Staff call an order off. Once something was paid, whoever may decide about payments says how much goes back; it is
 * taken from the newest payment first. Announces OrderCancelled, and OrderRefunded when money went back. Throws NotFound,
 * IllegalMove, RefundDecisionMissing, RefundAboveRest, NotPermitted, RefundTooSoon.
 */
export async function cancelOrder(ctx: Context, input: CancelOrderInput): Promise<Order> {
  const { order, refundIds } = await ctx.under('cancel').transaction(async (tx) => {
    const before = await orderToCancel(ctx, tx, 'staff', input.orderId);
    if (before.paidFen > 0) {
      if (input.refundFen === undefined) throw new RefundDecisionMissing();
      if (ctx.actor.kind === 'user') requirePermission(ctx, 'payment.decide');
    }
    const cancelled = await callOff(tx, before, input.reason, ctx.actor.kind === 'user' ? 'staff' : 'system');
    const asked = await askBackUpTo(tx, cancelled, input.refundFen ?? fen(0), CANCEL_REASONS[input.reason]);
    await tx.audit({
      action: 'cancel-order',
      subject: { kind: 'order', id: before.orderId },
      details: { reason: input.reason, paidFen: before.paidFen, refundFen: input.refundFen ?? 0 },
    });
    return asked;
  });
  for (const refundId of refundIds) await submitRefund(ctx.under(`submit/${refundId}`), refundId);
  return order;
}

/** The customer calls their own order off, as long as nothing was paid. Throws NotFound, IllegalMove. */
export async function cancelOwnOrder(
  ctx: Context,
  input: Pick<CancelOrderInput, 'orderId' | 'reason'>,
): Promise<Order> {
  return ctx.transaction(async (tx) => {
    const before = await orderToCancel(ctx, tx, 'customer', input.orderId);
    if (before.state !== 'placed') throw new IllegalMove('order', before.state, 'cancelled');
    return callOff(tx, before, input.reason, 'customer');
  });
}

async function orderToCancel(ctx: Context, tx: Tx, reader: Reader, orderId: OrderId): Promise<Order> {
  const order = await lockOrderInScope(tx.db, ctx.scope, reader, orderId);
  if (order === undefined) throw new NotFound('order');
  return order;
}

async function callOff(
  tx: Tx,
  before: Order,
  reason: CancelReason,
  by: 'customer' | 'staff' | 'system',
): Promise<Order> {
  const order = await saveOrder(tx, cancel(before, reason, tx.now), { move: 'cancelled', by, reason });
  await closeLivePayments(tx.db, order, null);
  await tx.announce([OrderCancelled(order.orderId, { ...factsOf(order), reason })]);
  return order;
}

/** Asks for an amount back from the payments that counted, the newest first. */
async function askBackUpTo(
  tx: Tx,
  cancelled: Order,
  refundFen: Fen,
  reason: string,
): Promise<{ order: Order; refundIds: RefundId[] }> {
  const counted = (await paymentsOf(tx.db, [cancelled]))
    .filter((payment) => payment.state === 'succeeded')
    .toReversed();
  const rest = counted.reduce((sum, payment) => sum + restOf(payment), 0);
  if (refundFen > rest) throw new RefundAboveRest(rest);
  let order = cancelled;
  let left: number = refundFen;
  const refundIds: RefundId[] = [];
  for (const { cityId, paymentId } of counted) {
    const payment = await lockPayment(tx.db, { cityId, paymentId });
    const amountFen = fen(Math.min(left, restOf(payment)));
    if (amountFen === 0) continue;
    const asked = await askRefund(tx, order, payment, { amountFen, source: 'order', reason });
    order = asked.order;
    refundIds.push(asked.refund.refundId);
    left -= amountFen;
  }
  return { order, refundIds };
}
