import { IllegalMove, NotFound } from '#kernel/errors';
import { fen, type Fen } from '#kernel/money';
import type { Context, Tx } from '#platform/context';
import { requirePermission } from '#platform/http';
import { OrderCancelled } from '../events.ts';
import { askRefund } from '../payments/ask-refund.ts';
import { GroupBuyClosed } from '../group-buys/group-buy.ts';
import { holdGroupBuy } from '../group-buys/group-buy-store.ts';
import { keepRest } from '../payments/kept-money.ts';
import { closeLivePayments, lockPayment, paymentsOf } from '../payments/payment-store.ts';
import { restOf } from '../payments/refund.ts';
import { submitRefund } from '../payments/submit-refund.ts';
import { callOffGoods } from './call-off-goods.ts';
import { lockOrders } from './call-off-store.ts';
import { lockOrderInScope, orderInScope, type Reader } from './order-store.ts';
import {
  cancel,
  CANCEL_REASONS,
  factsOf,
  isGoods,
  RefundAboveRest,
  RefundDecisionMissing,
  type CancelReason,
  type Order,
  type OrderId,
  type RefundId,
  type StepBy,
} from './order.ts';
import { mayCancelOwn } from './own-moves.ts';
import { lockParcels } from './parcel-store.ts';
import { mayParcelMove } from './parcel.ts';
import { saveOrder } from './save-order.ts';

export interface CancelOrderInput {
  readonly orderId: OrderId;
  readonly reason: CancelReason;
  /**
   * Of a service, how much of what was paid goes back: must be said once something was paid, 0 for nothing. Of goods
   * everything goes back.
   */
  readonly refundFen?: Fen | undefined;
}

interface CalledOff {
  readonly order: Order;
  readonly refundIds: readonly RefundId[];
}

/**
 * Staff call an order off. Goods until they are handed over, and all of the money goes back. Of a service, once something
 * was paid, whoever may decide about payments says how much goes back; it is taken from the newest payment first, and what
 * is left of it is ours from then on. Announces OrderCancelled, and OrderRefunded when money went back. Throws NotFound,
 * IllegalMove, RefundDecisionMissing, RefundAboveRest, NotPermitted, RefundTooSoon.
 */
export async function cancelOrder(ctx: Context, input: CancelOrderInput): Promise<Order> {
  const { order, refundIds } = await ctx.under('cancel').transaction(async (tx) => {
    const before = await orderToCancel(ctx, tx, 'staff', input.orderId);
    const by = ctx.actor.kind === 'user' ? 'staff' : 'system';
    const off = isGoods(before)
      ? await callOffOne(tx, before, input.reason, by)
      : await callOffService(ctx, tx, before, input, by);
    await tx.audit({
      action: 'cancel-order',
      subject: { kind: 'order', id: before.orderId },
      details: { reason: input.reason, paidFen: before.paidFen, refundFen: input.refundFen ?? 0 },
    });
    return off;
  });
  for (const refundId of refundIds) await submitRefund(ctx.under(`submit/${refundId}`), refundId);
  return order;
}

/**
 * The customer calls their own order off: a service as long as nothing was paid, goods until they are on their way, of a
 * group buy until its cut-off. What was paid for goods goes back. Throws NotFound, IllegalMove,
 * GroupBuyClosed.
 */
export async function cancelOwnOrder(
  ctx: Context,
  input: Pick<CancelOrderInput, 'orderId' | 'reason'>,
): Promise<Order> {
  const { order, refundIds } = await ctx.under('cancel').transaction(async (tx): Promise<CalledOff> => {
    const isClosed = await isGroupBuyClosed(ctx, tx, input.orderId);
    const before = await orderToCancel(ctx, tx, 'customer', input.orderId);
    const parcels = isGoods(before) ? await lockParcels(tx.db, before) : [];
    if (!mayCancelOwn(before, parcels)) throw new IllegalMove('order', before.state, 'cancelled');
    // Money that came is for goods which are bought at the cut-off.
    if (isClosed && before.state !== 'placed') throw new GroupBuyClosed('over');
    if (isGoods(before)) return callOffOne(tx, before, input.reason, 'customer');
    return { order: await callOff(tx, before, input.reason, 'customer'), refundIds: [] };
  });
  for (const refundId of refundIds) await submitRefund(ctx.under(`submit/${refundId}`), refundId);
  return order;
}

/**
 * Whether the group buy of an order has closed, so that its goods are bought for those who ordered. If not, it stays open
 * until the end of the transaction. Asked for before the order is locked, as whoever settles the group buy does.
 */
async function isGroupBuyClosed(ctx: Context, tx: Tx, orderId: OrderId): Promise<boolean> {
  const groupBuyId = (await orderInScope(tx.db, ctx.scope, 'customer', orderId))?.groupBuyId ?? null;
  const groupBuy = groupBuyId === null ? undefined : await holdGroupBuy(tx.db, groupBuyId);
  return groupBuy !== undefined && (groupBuy.state !== 'open' || groupBuy.cutOffAt <= tx.now);
}

async function orderToCancel(ctx: Context, tx: Tx, reader: Reader, orderId: OrderId): Promise<Order> {
  const order = await lockOrderInScope(tx.db, ctx.scope, reader, orderId);
  if (order === undefined) throw new NotFound('order');
  return order;
}

/** Goods, of which nothing was handed over yet; the order is locked. */
async function callOffOne(tx: Tx, order: Order, reason: CancelReason, by: StepBy): Promise<CalledOff> {
  const { cityId, orderId } = order;
  const handed = (await lockParcels(tx.db, order)).find(({ state }) => !mayParcelMove(state, 'cancelled'));
  if (handed !== undefined) throw new IllegalMove('order', order.state, 'cancelled');
  const orders = await lockOrders(tx.db, { cityId, orderIds: [orderId] });
  const off = await callOffGoods(tx, { cityId, orders, reason, by });
  return { order: off.orders[0] ?? order, refundIds: off.refundIds };
}

async function callOffService(
  ctx: Context,
  tx: Tx,
  before: Order,
  input: CancelOrderInput,
  by: StepBy,
): Promise<CalledOff> {
  if (before.paidFen > 0) {
    if (input.refundFen === undefined) throw new RefundDecisionMissing();
    if (ctx.actor.kind === 'user') requirePermission(ctx, 'payment.decide');
  }
  const cancelled = await callOff(tx, before, input.reason, by);
  const asked = await askBackUpTo(tx, cancelled, input.refundFen ?? fen(0), CANCEL_REASONS[input.reason]);
  await keepRest(tx, asked.order);
  return asked;
}

async function callOff(tx: Tx, before: Order, reason: CancelReason, by: StepBy): Promise<Order> {
  const order = await saveOrder(tx, cancel(before, reason, tx.now), { move: 'cancelled', by, reason });
  await closeLivePayments(tx, order, null);
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
