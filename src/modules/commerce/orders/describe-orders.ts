import type { Context } from '#platform/context';
import { stockPlacesByIds } from '#modules/inventory';
import { communitiesByIds } from '#modules/territory';
import { touchpointNames } from '#modules/touchpoints';
import { packagesByIds } from '../packages/package-store.ts';
import { describePayments } from '../payments/describe-payments.ts';
import { paymentsOf } from '../payments/payment-store.ts';
import { HELD_WHYS } from '../payments/payment.ts';
import { restOf } from '../payments/refund.ts';
import { agreedPrice } from './agreed-price.ts';
import { goodsOf } from './describe-goods.ts';
import { linesOf } from './line-store.ts';
import type { OrderDetail, OrderItem, OrderTimelineEntry } from './order-contract.ts';
import type { OrderLine } from './order-line.ts';
import { CANCEL_REASONS, dueOf, isGoods, ORDER_CHANNELS, stateName, type Order, type StepMove } from './order.ts';
import { mayChangePoint } from './own-moves.ts';
import { stepsOf, type OrderStep } from './step-store.ts';

const MOVE_NAMES: Readonly<Record<StepMove, string>> = {
  placed: '下单',
  paid: '收到付款',
  deposit_paid: '收到定金',
  balance_paid: '收到尾款',
  extra_paid: '多付的款计入订单',
  payment_held: '一笔到账待处理',
  refund_asked: '发起退款',
  refunded: '已退款',
  refund_failed: '退款没成功',
  group_filled: '已成团',
  point_changed: '换了自提点',
  completed: '订单完成',
  cancelled: '取消订单',
};

const known = <T>(values: readonly (T | null)[]): T[] => [...new Set(values.filter((value) => value !== null))];

/** 「鲜牛奶、鸡蛋等 5 件」 */
function titleOf(lines: readonly OrderLine[]): string {
  const named = lines.slice(0, 2).map((line) => line.skuName);
  const units = lines.reduce((sum, line) => sum + line.quantity, 0);
  return lines.length > 2 ? `${named.join('、')}等 ${units} 件` : `${named.join('、')} 共 ${units} 件`;
}

/** Orders as screens show them: masked, with the names of places, people and packages, in a few batched reads. */
export async function describeOrders(ctx: Context, orders: readonly Order[]): Promise<OrderItem[]> {
  const { vault } = ctx.services;
  const places = await communitiesByIds(ctx.db, known(orders.map((order) => order.communityId)));
  const packages = await packagesByIds(ctx.db, known(orders.map((order) => order.packageId)));
  const seller = await touchpointNames(ctx.db, vault, known(orders.map((order) => order.touchpointId)));
  const people = await vault.masked(ctx.db, known(orders.map((order) => order.personId)), ['name', 'phone']);
  const lines = await linesOf(ctx.db, orders.filter(isGoods));
  return orders.map((order) => {
    const place = order.communityId === null ? undefined : places.get(order.communityId);
    const sold = order.touchpointId === null ? undefined : seller(order.touchpointId);
    const person = order.personId === null ? undefined : people.get(order.personId);
    const packageName = order.packageId === null ? '' : (packages.get(order.packageId)?.name ?? '');
    return {
      ...factsShown(order),
      cityId: order.cityId,
      storeId: order.storeId,
      leadId: order.leadId,
      visitId: order.visitId,
      touchpointId: order.touchpointId,
      external: order.external,
      packageName,
      title: isGoods(order) ? titleOf(lines.get(order.orderId) ?? []) : packageName,
      communityName: place?.name ?? '',
      cityName: place?.cityName ?? '',
      sellerName: sold?.name ?? '',
      sellerRoleName: sold?.roleName ?? '',
      customerName: person?.name?.[0] ?? '',
      customerPhone: person?.phone?.[0] ?? '',
    };
  });
}

/** What an order says of itself, in words and over JSON. */
function factsShown(order: Order) {
  const { orderId, orderNumber, channel, state, contractId, quotationId, packageId, communityId, cancelReason } = order;
  return {
    orderId,
    orderNumber,
    channel,
    channelName: ORDER_CHANNELS[channel],
    state,
    stateName: stateName(order),
    contractId,
    quotationId,
    packageId,
    communityId,
    totalFen: order.totalFen,
    depositFen: order.depositFen,
    goodsFen: order.goodsFen,
    discountFen: order.discountFen,
    deliveryFen: order.deliveryFen,
    groupBuyId: order.groupBuyId,
    teamId: order.teamId,
    pickupPointId: order.pickupPointId,
    payBy: order.payBy?.toISOString() ?? null,
    completedAt: order.completedAt?.toISOString() ?? null,
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

/** One order with its goods, payments and timeline. The caller has checked the reader's scope. */
export async function describeOrder(ctx: Context, order: Order): Promise<OrderDetail> {
  const [item] = await describeOrders(ctx, [order]);
  const payments = await paymentsOf(ctx.db, [order]);
  const counted = payments.filter((payment) => payment.state === 'succeeded');
  const { lines, parcels } = await goodsOf(ctx, order);
  const places = await stockPlacesByIds(ctx.db, [...new Set(parcels.map((parcel) => parcel.placeId))]);
  return {
    ...(item as OrderItem),
    lines,
    parcels: parcels.map(({ code: _, ...parcel }) => ({
      ...parcel,
      placeName: places.get(parcel.placeId)?.name ?? '',
    })),
    priceSteps: isGoods(order) ? await agreedPrice(ctx, order) : [],
    canChangePoint: mayChangePoint(order, parcels),
    timeline: (await stepsOf(ctx.db, order)).map((step) => entryOf(step, reasonInWords(step))),
    payments: await describePayments(ctx, payments),
    refundableFen: counted.reduce((sum, payment) => sum + restOf(payment), 0),
  };
}

export const entryOf = (step: OrderStep, reason: string | null): OrderTimelineEntry => ({
  step: step.step,
  move: step.move,
  moveName: MOVE_NAMES[step.move],
  by: step.by,
  amountFen: step.amountFen,
  reason,
  at: step.madeAt.toISOString(),
});

export function reasonInWords({ reason }: OrderStep): string | null {
  if (reason === null) return null;
  const words: Readonly<Record<string, string>> = { ...CANCEL_REASONS, ...HELD_WHYS };
  return words[reason] ?? reason;
}
