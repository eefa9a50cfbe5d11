import type { z } from 'zod';
import type { CustomerKey } from '#kernel/ids';
import { addDays, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { fromCursor, pageOf } from '#platform/http';
import { describeOrders } from './describe-orders.ts';
import type { orderExportQuery, OrdersAnswer } from './order-contract.ts';
import { readOrderNumber } from './order-number.ts';
import { listOrders, sumOrders, type OrderFilter, type Reader } from './order-store.ts';
import { CLOSED_STATES, OPEN_STATES } from './order.ts';

/** What was asked for, as the store understands it; undefined where a typed text can be neither a number nor a phone. */
export async function filterOf(
  ctx: Context,
  query: z.output<typeof orderExportQuery>,
): Promise<OrderFilter | undefined> {
  const { state, view, from, to, text, channel, ...places } = query;
  const typed = text === undefined ? {} : await typedOf(ctx, text);
  if (typed === undefined) return undefined;
  return {
    ...places,
    ...typed,
    channels: channel === undefined ? undefined : [channel],
    states: state === undefined ? statesOf(view) : [state],
    placedFrom: from === undefined ? undefined : startOfBusinessDay(from),
    placedBefore: to === undefined ? undefined : addDays(startOfBusinessDay(to), 1),
  };
}

/** Four digits end a number or a phone; a whole mobile number is nothing else. */
export async function typedOf(
  ctx: Context,
  text: string,
): Promise<Pick<OrderFilter, 'number' | 'customerKeys'> | undefined> {
  const { vault } = ctx.services;
  const digits = text.replaceAll(/[\s-]/g, '');
  if (/^1[3-9]\d{9}$/.test(digits)) return { customerKeys: [vault.hash('phone', digits) as CustomerKey] };
  const number = readOrderNumber(text);
  if (!/^\d{4}$/.test(digits)) return number && { number };
  const people = await vault.find(ctx.db, 'phone', digits, 'last_four');
  const keys = await vault.hashesOfAny(ctx.db, people, 'phone');
  return { number, customerKeys: keys as CustomerKey[] };
}

export const statesOf = (view: 'open' | 'closed' | 'all'): OrderFilter['states'] =>
  view === 'open' ? OPEN_STATES : view === 'closed' ? CLOSED_STATES : undefined;

/** A page of orders within the reader's scope, the newest first, with counts and sums over all that match. */
export async function ordersPage(
  ctx: Context,
  reader: Reader,
  filter: OrderFilter | undefined,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<OrdersAnswer> {
  if (filter === undefined) {
    return { items: [], nextCursor: null, counts: { byState: {}, totalFen: 0, paidFen: 0, refundedFen: 0 } };
  }
  const key = fromCursor(page.cursor, ['number', 'uuid']);
  const before = key && { placedAt: new Date(Number(key[0])), orderId: String(key[1]) };
  const found = await listOrders(ctx.db, ctx.scope, reader, filter, { before, limit: page.limit + 1 });
  const { items, nextCursor } = pageOf(found, page.limit, (order) => [order.placedAt.getTime(), order.orderId]);
  // The chosen state does not hide how many there are in the others.
  const sums = await sumOrders(ctx.db, ctx.scope, reader, { ...filter, states: undefined });
  return {
    items: await describeOrders(ctx, items),
    nextCursor,
    counts: { ...sums, byState: sums.byState as Record<string, number> },
  };
}

/** For ⌘K: orders within the reader's scope whose number or customer's phone begins or ends as typed; at most 20. */
export async function searchOrders(ctx: Context, text: string, limit: number): Promise<OrdersAnswer['items']> {
  const typed = await typedOf(ctx, text);
  if (typed === undefined) return [];
  const page = { before: undefined, limit: Math.min(limit, 20) };
  return describeOrders(ctx, await listOrders(ctx.db, ctx.scope, 'staff', typed, page));
}
