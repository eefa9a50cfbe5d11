import { localMinuteOf } from '#kernel/time';
import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import { describeOrders } from './describe-orders.ts';
import type { OrderItem } from './order-contract.ts';
import type { Order } from './order.ts';
import { listOrders, type OrderFilter, type OrderPlace } from './order-store.ts';

const HEADER = [
  '订单号',
  '渠道',
  '平台订单号',
  '城市',
  '小区',
  '顾客',
  '电话',
  '商品',
  '销售',
  '角色',
  '状态',
  '总价（元）',
  '定金（元）',
  '已付（元）',
  '已退（元）',
  '优惠（元）',
  '运费（元）',
  '下单时间',
  '付定金时间',
  '付清时间',
  '完成时间',
  '取消时间',
  '取消原因',
];

/**
 * The orders that match, within the reader's area, as CSV; names and phones stay masked. Recorded in the audit with the
 * number of rows. At most 50,000 rows, the newest.
 */
export const exportOrders = (ctx: Context, filter: OrderFilter | undefined): Promise<string> =>
  exportList<Order, OrderPlace>(ctx, {
    action: 'export-orders',
    kind: 'order',
    header: HEADER,
    read: async (before, limit) =>
      filter === undefined ? [] : listOrders(ctx.db, ctx.scope, 'staff', filter, { before, limit }),
    placeOf: (last) => last,
    linesOf: async (page) => (await describeOrders(ctx, page)).map(cellsOf),
  });

function cellsOf(order: OrderItem): Cells {
  return [
    order.orderNumber,
    order.channelName,
    order.external === null ? null : `${order.external.source} ${order.external.id}`,
    order.cityName,
    order.communityName,
    order.customerName,
    order.customerPhone,
    order.title,
    order.sellerName,
    order.sellerRoleName,
    order.stateName,
    order.totalFen / 100,
    order.depositFen / 100,
    order.paidFen / 100,
    order.refundedFen / 100,
    order.discountFen / 100,
    order.deliveryFen / 100,
    localMinuteOf(order.placedAt),
    localMinuteOf(order.depositPaidAt),
    localMinuteOf(order.paidAt),
    localMinuteOf(order.completedAt),
    localMinuteOf(order.cancelledAt),
    order.cancelReasonName,
  ];
}
