import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import { businessDay, HOUR } from '#kernel/time';
import type { Context } from '#platform/context';
import { describeOrders } from './describe-orders.ts';
import type { OrderItem } from './order-contract.ts';
import { listOrders, type OrderFilter, type OrderPlace } from './order-store.ts';

const PAGE = 500;
const MAX_ROWS = 50_000;

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
export async function exportOrders(ctx: Context, filter: OrderFilter | undefined): Promise<string> {
  const lines = [csvLine(HEADER)];
  let before: OrderPlace | undefined;
  while (filter !== undefined && lines.length <= MAX_ROWS) {
    const page = await listOrders(ctx.db, ctx.scope, 'staff', filter, { before, limit: PAGE });
    for (const order of await describeOrders(ctx, page)) lines.push(csvLine(cellsOf(order)));
    if (page.length < PAGE) break;
    before = page.at(-1);
  }
  await ctx.transaction((tx) =>
    tx.audit({ action: 'export-orders', subject: { kind: 'order', id: 'list' }, details: { rows: lines.length - 1 } }),
  );
  return BYTE_ORDER_MARK + lines.join('');
}

function cellsOf(order: OrderItem): (string | number | null)[] {
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
    localTime(order.placedAt),
    localTime(order.depositPaidAt),
    localTime(order.paidAt),
    localTime(order.completedAt),
    localTime(order.cancelledAt),
    order.cancelReasonName,
  ];
}

/** `2026-06-06 10:00`, in Asia/Shanghai. */
function localTime(at: string | null): string | null {
  if (at === null) return null;
  const time = new Date(at);
  return `${businessDay(time)} ${new Date(time.getTime() + 8 * HOUR).toISOString().slice(11, 16)}`;
}
