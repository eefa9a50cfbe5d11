import type { z } from 'zod';
import type { Context } from '#platform/context';
import { fromCursor, pageOf } from '#platform/http';
import { describeGoods } from './describe-goods.ts';
import { describeOrders } from './describe-orders.ts';
import type { LeaderOrdersAnswer, leaderOrdersQuery } from './goods-order-contract.ts';
import { statesOf, typedOf } from './order-query.ts';
import { listOrders } from './order-store.ts';

/** A page of orders of the reader's group buys, the newest first: names masked, and no codes that open a parcel. */
export async function leaderOrdersPage(
  ctx: Context,
  { view, text, cursor, limit, ...places }: z.output<typeof leaderOrdersQuery>,
): Promise<LeaderOrdersAnswer> {
  const typed = text === undefined ? {} : await typedOf(ctx, text);
  if (typed === undefined) return { items: [], nextCursor: null };
  const filter = { ...places, ...typed, channels: ['group_buy'] as const, states: statesOf(view) };
  const key = fromCursor(cursor, ['number', 'uuid']);
  const before = key && { placedAt: new Date(Number(key[0])), orderId: String(key[1]) };
  const found = await listOrders(ctx.db, ctx.scope, 'seller', filter, { before, limit: limit + 1 });
  const { items, nextCursor } = pageOf(found, limit, (order) => [order.placedAt.getTime(), order.orderId]);
  const described = await describeOrders(ctx, items);
  const goods = await describeGoods(ctx, items);
  return {
    items: described.map((order) => ({
      orderId: order.orderId,
      orderNumber: order.orderNumber,
      state: order.state,
      stateName: order.stateName,
      communityId: order.communityId,
      cityId: order.cityId,
      touchpointId: order.touchpointId,
      customerName: order.customerName,
      groupBuyId: order.groupBuyId,
      totalFen: order.totalFen,
      placedAt: order.placedAt,
      lines: goods.get(order.orderId)?.lines ?? [],
      parcels: (goods.get(order.orderId)?.parcels ?? []).map(({ code: _, ...parcel }) => parcel),
    })),
    nextCursor,
  };
}
