import { IllegalMove } from '#kernel/errors';
import type { CityId } from '#kernel/ids';
import { fen, sumFen, type Fen } from '#kernel/money';
import type { Tx } from '#platform/context';
import { releaseStock, type ReleaseReason } from '#modules/inventory';
import { OrderCancelled } from '../events.ts';
import { closed, isLive, type Payment } from '../payments/payment.ts';
import { askBack, restOf, type Refund, type RefundKind } from '../payments/refund.ts';
import { leaveGroupBuys } from '../group-buys/leave-group-buy.ts';
import { giveBackBenefitsOf } from '../promotions/give-back-benefits.ts';
import { writeCalledOff, type OrderAndMoney } from './call-off-store.ts';
import { linesOf } from './line-store.ts';
import { lineRestOf } from './order-line.ts';
import {
  cancel,
  CANCEL_REASONS,
  factsOf,
  goodsNetOf,
  OrderChangedMeanwhile,
  type CancelReason,
  type Order,
  type OrderId,
  type RefundId,
  type StepBy,
} from './order.ts';
import { stepOf } from './save-order.ts';
import type { OrderStep } from './step-store.ts';

/** What happens to the stock of an order that is called off for a reason. */
const RELEASE: Readonly<Partial<Record<CancelReason, ReleaseReason>>> = {
  timed_out: 'timed_out',
  group_failed: 'group_failed',
  short: 'shortage',
};
const KIND: Readonly<Partial<Record<CancelReason, RefundKind>>> = { group_failed: 'group_failed', short: 'shortage' };

/** Money of goods that were never handed over: the coupons that were spent on them live again. */
const REVIVES: readonly CancelReason[] = ['timed_out', 'group_failed', 'short', 'our_fault'];

/**
 * Part: calls off orders of goods of one city, which are locked and of which nothing was handed over, in a few statements
 * for hundreds: parcels and open cashiers are closed, what was paid goes back whole, coupons and stock are free again.
 * Refunds are sent after the commit. Announces OrderCancelled. Throws IllegalMove.
 */
export async function callOffGoods(
  tx: Tx,
  asked: {
    readonly cityId: CityId;
    readonly orders: readonly OrderAndMoney[];
    readonly reason: CancelReason;
    readonly by: StepBy;
  },
): Promise<{ readonly orders: Order[]; readonly refundIds: RefundId[] }> {
  const { cityId, reason } = asked;
  if (asked.orders.length === 0) return { orders: [], refundIds: [] };
  const rests = await goodsLeft(tx, asked.orders);
  const made = asked.orders.map((each) => calledOff(tx, each, rests, reason, asked.by));
  const orders = made.map((each) => each.order);
  const refunds = made.flatMap((each) => each.refunds);
  const payments = made.flatMap((each) => each.payments);
  const steps = made.flatMap((each) => each.steps);
  const written = await writeCalledOff(tx.db, { cityId, orders, steps, payments, refunds });
  if (written !== orders.length) throw new OrderChangedMeanwhile();
  const joined = asked.orders.filter(({ order }) => order.groupBuyId !== null).map(({ order }) => order.orderId);
  await leaveGroupBuys(tx, { cityId, orderIds: joined });
  const revived = asked.orders.filter(({ order }) => order.paidFen === 0 || REVIVES.includes(reason));
  if (revived.length > 0) {
    await giveBackBenefitsOf(tx, { cityId, orderIds: revived.map(({ order }) => order.orderId) });
  }
  await tx.announce(orders.map((order) => OrderCancelled(order.orderId, { ...factsOf(order), reason })));
  const holders = orders.map(({ orderId }) => ({ holderId: orderId }));
  await releaseStock(tx, { cityId, holders, reason: RELEASE[reason] ?? 'cancelled' });
  return { orders, refundIds: refunds.map((refund) => refund.refundId) };
}

/** Of orders that gave something back before: what of their goods did not go back yet. */
async function goodsLeft(tx: Tx, all: readonly OrderAndMoney[]): Promise<ReadonlyMap<OrderId, Fen>> {
  const begun = all.filter(({ payments }) => payments.some((payment) => payment.refunds > 0));
  const lines = await linesOf(
    tx.db,
    begun.map(({ order }) => order),
  );
  return new Map([...lines].map(([orderId, ofOrder]) => [orderId, sumFen(ofOrder.map(lineRestOf))]));
}

interface Made {
  readonly order: Order;
  readonly payments: readonly Payment[];
  readonly refunds: readonly Refund[];
  readonly steps: readonly (OrderStep & { readonly orderId: Order['orderId'] })[];
}

function calledOff(
  tx: Tx,
  { order: before, payments }: OrderAndMoney,
  rests: ReadonlyMap<OrderId, Fen>,
  reason: CancelReason,
  by: StepBy,
): Made {
  if (before.channel === 'imported') throw new IllegalMove('order', before.state, 'cancelled');
  const off = cancel(before, reason, tx.now);
  const orderId = off.orderId;
  let steps = before.steps + 1;
  let goodsRest: number = rests.get(orderId) ?? goodsNetOf(before);
  const step = { ...stepOf(tx, { ...off, steps }, { move: 'cancelled', by, reason }), orderId };
  const made: { payments: Payment[]; refunds: Refund[]; steps: Made['steps'][number][] } = {
    payments: [],
    refunds: [],
    steps: [step],
  };
  for (const payment of payments) {
    if (isLive(payment)) made.payments.push({ ...closed(payment), revision: payment.revision + 1 });
    const amountFen = restOf(payment);
    if (payment.state !== 'succeeded' || amountFen === 0) continue;
    const goodsFen = fen(Math.min(amountFen, goodsRest));
    goodsRest -= goodsFen;
    const kind = KIND[reason] ?? 'cancelled';
    const refundId = tx.newId<'Refund'>();
    const words = CANCEL_REASONS[reason];
    const user = tx.actor.kind === 'user' ? tx.actor.userId : null;
    const asked = { refundId, amountFen, goodsFen, kind, source: 'order', reason: words, by: user } as const;
    // All of what is left goes at once: the minute between parts is waited for where it is sent.
    const back = askBack({ ...payment, lastRefundAt: null }, asked, tx.now);
    made.payments.push({ ...back.payment, revision: payment.revision + 1 });
    made.refunds.push(back.refund);
    steps += 1;
    const { paymentId } = payment;
    const refundStep = { move: 'refund_asked', by, amountFen, reason: words, paymentId, refundId } as const;
    made.steps.push({ ...stepOf(tx, { ...off, steps }, refundStep), orderId });
  }
  return { order: { ...off, steps }, ...made };
}
