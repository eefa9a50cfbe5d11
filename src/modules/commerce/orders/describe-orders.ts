import type { Context } from '#platform/context';
import { communitiesByIds } from '#modules/territory';
import { touchpointNames } from '#modules/touchpoints';
import { packagesByIds } from '../packages/package-store.ts';
import { describeOwnPayment, describePayments } from '../payments/describe-payments.ts';
import { paymentsOf } from '../payments/payment-store.ts';
import { HELD_WHYS } from '../payments/payment.ts';
import { restOf } from '../payments/refund.ts';
import type { OrderDetail, OrderItem, OrderTimelineEntry, OwnOrderDetail, OwnOrderItem } from './order-contract.ts';
import { CANCEL_REASONS, dueOf, ORDER_STATES, type Order, type StepMove } from './order.ts';
import { stepsOf, type OrderStep } from './step-store.ts';

const MOVE_NAMES: Readonly<Record<StepMove, string>> = {
  placed: '下单',
  deposit_paid: '收到定金',
  balance_paid: '收到尾款',
  extra_paid: '多付的款计入订单',
  payment_held: '一笔到账待人工处理',
  refund_asked: '发起退款',
  refunded: '已退款',
  refund_failed: '退款没成功',
  cancelled: '取消订单',
};

/** Orders as screens show them: masked, with the names of places, people and packages, in a few batched reads. */
export async function describeOrders(ctx: Context, orders: readonly Order[]): Promise<OrderItem[]> {
  const places = await communitiesByIds(ctx.db, [...new Set(orders.map((order) => order.communityId))]);
  const packages = await packagesByIds(
    ctx.db,
    orders.map((order) => order.packageId),
  );
  const { vault } = ctx.services;
  const seller = await touchpointNames(
    ctx.db,
    vault,
    orders.map((order) => order.touchpointId),
  );
  const persons = [...new Set(orders.map((order) => order.personId))];
  const people = await vault.masked(ctx.db, persons, ['name', 'phone']);
  return orders.map((order) => ({
    ...factsShown(order),
    cityId: order.cityId,
    storeId: order.storeId,
    leadId: order.leadId,
    visitId: order.visitId,
    touchpointId: order.touchpointId,
    packageName: packages.get(order.packageId)?.name ?? '',
    communityName: places.get(order.communityId)?.name ?? '',
    cityName: places.get(order.communityId)?.cityName ?? '',
    sellerName: seller(order.touchpointId).name,
    sellerRoleName: seller(order.touchpointId).roleName,
    customerName: people.get(order.personId)?.name?.[0] ?? '',
    customerPhone: people.get(order.personId)?.phone?.[0] ?? '',
  }));
}

/** What an order says of itself, in words and over JSON. */
function factsShown(order: Order) {
  const { orderId, orderNumber, channel, state, contractId, quotationId, packageId, communityId, cancelReason } = order;
  return {
    orderId,
    orderNumber,
    channel,
    state,
    stateName: ORDER_STATES[state],
    contractId,
    quotationId,
    packageId,
    communityId,
    totalFen: order.totalFen,
    depositFen: order.depositFen,
    paidFen: order.paidFen,
    refundedFen: order.refundedFen,
    due: dueOf(order) ?? null,
    placedAt: order.placedAt.toISOString(),
    depositPaidAt: order.depositPaidAt?.toISOString() ?? null,
    paidAt: order.paidAt?.toISOString() ?? null,
    cancelledAt: order.cancelledAt?.toISOString() ?? null,
    cancelReason,
    cancelReasonName: cancelReason === null ? null : CANCEL_REASONS[cancelReason],
  };
}

/** One order with its payments and timeline. The caller has checked the reader's scope. */
export async function describeOrder(ctx: Context, order: Order): Promise<OrderDetail> {
  const [item] = await describeOrders(ctx, [order]);
  const payments = await paymentsOf(ctx.db, [order]);
  const counted = payments.filter((payment) => payment.state === 'succeeded');
  return {
    ...(item as OrderItem),
    timeline: (await stepsOf(ctx.db, order)).map((step) => entryOf(step, reasonInWords(step))),
    payments: await describePayments(ctx, payments),
    refundableFen: counted.reduce((sum, payment) => sum + restOf(payment), 0),
  };
}

/** As the customer sees it: without what staff wrote about the money. */
export function describeOwnItems(items: readonly OrderItem[]): OwnOrderItem[] {
  return items.map(
    ({ customerName: _name, customerPhone: _phone, cityId: _city, storeId: _store, leadId: _lead, ...rest }) => {
      const { visitId: _visit, touchpointId: _seller, ...own } = rest;
      return own;
    },
  );
}

export async function describeOwnOrder(ctx: Context, order: Order): Promise<OwnOrderDetail> {
  const [item] = describeOwnItems(await describeOrders(ctx, [order]));
  const steps = await stepsOf(ctx.db, order);
  return {
    ...(item as OwnOrderItem),
    timeline: steps.map((step) => entryOf(step, step.move === 'cancelled' ? reasonInWords(step) : null)),
    payments: (await paymentsOf(ctx.db, [order])).map(describeOwnPayment),
    canCancel: order.state === 'placed',
  };
}

const entryOf = (step: OrderStep, reason: string | null): OrderTimelineEntry => ({
  step: step.step,
  move: step.move,
  moveName: MOVE_NAMES[step.move],
  by: step.by,
  amountFen: step.amountFen,
  reason,
  at: step.madeAt.toISOString(),
});

function reasonInWords({ reason }: OrderStep): string | null {
  if (reason === null) return null;
  const words: Readonly<Record<string, string>> = { ...CANCEL_REASONS, ...HELD_WHYS };
  return words[reason] ?? reason;
}
