import { NotFound } from '#kernel/errors';
import { fen } from '#kernel/money';
import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { csvReply } from '#platform/exports';
import { defineRoute, type Route } from '#platform/http';
import { cancelOrder, cancelOwnOrder } from './cancel-order.ts';
import { describeOrder } from './describe-orders.ts';
import { describeOwnOrder, describeOwnOrders, ownOrderById } from './describe-own-orders.ts';
import { exportOrders } from './export-orders.ts';
import {
  cancelOrderBody,
  cancelOwnOrderBody,
  myOrdersAnswer,
  myOrdersQuery,
  orderDetail,
  orderExportQuery,
  orderParams,
  ordersAnswer,
  ordersQuery,
  ownOrderDetail,
  ownOrdersAnswer,
  ownOrdersQuery,
} from './order-contract.ts';
import { filterOf, ordersPage, statesOf } from './order-query.ts';
import { orderInScope, type Reader } from './order-store.ts';
import type { Order, OrderId } from './order.ts';

const read = { permission: 'order.read' } as const;
const sell = { permission: 'quote.act' } as const;
const own = { permission: 'own.read' } as const;

async function found(ctx: Context, reader: Reader, orderId: OrderId): Promise<Order> {
  const order = await orderInScope(ctx.db, ctx.scope, reader, orderId);
  if (order === undefined) throw new NotFound('order');
  return order;
}

const staffRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/orders',
    summary:
      'Orders within the area of the reader, the newest first, masked; `text` finds a number or the end of a phone',
    access: read,
    query: ordersQuery,
    answer: ordersAnswer,
    handle: async (ctx, { query: { cursor, limit, ...asked } }) =>
      ordersPage(ctx, 'staff', await filterOf(ctx, asked), { cursor, limit }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/orders/export',
    summary: 'The same orders as CSV, masked; audited',
    access: { permission: 'export.data' },
    query: orderExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) =>
      csvReply(`orders-${businessDay(ctx.clock.now())}`, await exportOrders(ctx, await filterOf(ctx, query))),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/orders/:orderId',
    summary: 'One order: its payments, refunds and timeline',
    access: read,
    params: orderParams,
    answer: orderDetail,
    handle: async (ctx, { params }) => describeOrder(ctx, await found(ctx, 'staff', params.orderId)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/orders/:orderId/cancel',
    summary: 'Call an order off; once something was paid, with how much goes back (who may decide about payments)',
    access: { permission: 'order.act' },
    params: orderParams,
    body: cancelOrderBody,
    answer: orderDetail,
    handle: async (ctx, { params, body: { reason, refundFen } }) => {
      await cancelOrder(ctx, { ...params, reason, refundFen: refundFen === undefined ? undefined : fen(refundFen) });
      return describeOrder(ctx, await found(ctx, 'staff', params.orderId));
    },
  }),
];

const sellerRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/my/orders',
    summary: 'Orders that I sold, the newest first',
    access: sell,
    query: myOrdersQuery,
    answer: myOrdersAnswer,
    handle: (ctx, { query: { view, ...page } }) => ordersPage(ctx, 'seller', { states: statesOf(view) }, page),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/my/orders/:orderId',
    summary: 'One order that I sold',
    access: sell,
    params: orderParams,
    answer: orderDetail,
    handle: async (ctx, { params }) => describeOrder(ctx, await found(ctx, 'seller', params.orderId)),
  }),
];

const ownRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/own/orders',
    summary: 'My orders of every channel, by my phone, the newest first',
    access: own,
    query: ownOrdersQuery,
    answer: ownOrdersAnswer,
    handle: (ctx, { query }) => describeOwnOrders(ctx, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/own/orders/:orderId',
    summary: 'My order: what was paid, what is due, and how it went',
    access: own,
    params: orderParams,
    answer: ownOrderDetail,
    handle: (ctx, { params }) => ownOrderById(ctx, params.orderId),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/own/orders/:orderId/cancel',
    summary: 'Call my order off: a service unpaid, goods until they are on their way; all that was paid goes back',
    access: { permission: 'own.act' },
    params: orderParams,
    body: cancelOwnOrderBody,
    answer: ownOrderDetail,
    handle: async (ctx, { params, body }) => {
      const order = await cancelOwnOrder(ctx, { ...params, ...body });
      return describeOwnOrder(ctx, order);
    },
  }),
];

export const orderRoutes: readonly Route[] = [...staffRoutes, ...sellerRoutes, ...ownRoutes];
