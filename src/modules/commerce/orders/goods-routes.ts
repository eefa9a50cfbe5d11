import { NotFound } from '#kernel/errors';
import { defineRoute, type Route } from '#platform/http';
import { changePickupPoint } from './change-pickup-point.ts';
import { describeOrder } from './describe-orders.ts';
import { describeOwnOrder } from './describe-own-orders.ts';
import {
  changePointBody,
  leaderOrdersAnswer,
  leaderOrdersQuery,
  placedOrder,
  placeOwnOrderBody,
  placeStoreOrderBody,
} from './goods-order-contract.ts';
import { leaderOrdersPage } from './leader-orders.ts';
import { orderDetail, orderParams, ownOrderDetail } from './order-contract.ts';
import { orderInScope } from './order-store.ts';
import { placeGoodsOrder } from './place-goods-order.ts';

/** A network of phones looks like one address, and everybody orders when the list opens. */
const PLACED_PER_MINUTE = 6_000;

export const goodsOrderRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/commerce/own/orders',
    summary: 'Order goods at the price I saw; answers where to pay, and until when',
    access: { permission: 'own.act' },
    ratePerMinute: PLACED_PER_MINUTE,
    body: placeOwnOrderBody,
    answer: placedOrder,
    handle: (ctx, { body }) => placeGoodsOrder(ctx, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/own/orders/:orderId/pickup-point',
    summary: 'Pick my goods up elsewhere, as long as they are not on their way',
    access: { permission: 'own.act' },
    params: orderParams,
    body: changePointBody,
    answer: ownOrderDetail,
    handle: async (ctx, { params, body }) =>
      describeOwnOrder(ctx, await changePickupPoint(ctx, 'customer', { ...params, ...body })),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/my/goods-orders',
    summary: 'Orders of my group buys, the newest first, with their goods; names masked',
    access: { permission: 'group_buy.act' },
    query: leaderOrdersQuery,
    answer: leaderOrdersAnswer,
    handle: (ctx, { query }) => leaderOrdersPage(ctx, query),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/store-orders',
    summary: 'Sell over the counter of a store: paid in cash or by card here, or by a code that the customer scans',
    access: { permission: 'order.act' },
    ratePerMinute: 600,
    body: placeStoreOrderBody,
    answer: placedOrder,
    handle: (ctx, { body }) => placeGoodsOrder(ctx, { ...body, channel: 'store' }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/orders/:orderId/pickup-point',
    summary: 'Have goods picked up elsewhere, as long as they are not on their way',
    access: { permission: 'order.act' },
    params: orderParams,
    body: changePointBody,
    answer: orderDetail,
    handle: async (ctx, { params, body }) => {
      await changePickupPoint(ctx, 'staff', { ...params, ...body });
      const order = await orderInScope(ctx.db, ctx.scope, 'staff', params.orderId);
      if (order === undefined) throw new NotFound('order');
      return describeOrder(ctx, order);
    },
  }),
];
