import { RecentMap } from '#kernel/recent-map';
import type { Context, Database } from '#platform/context';
import type { Awaited } from './receipt-store.ts';

/** Of more, those are forgotten that were begun longest ago; who pays does so within a minute or two. */
const MOST = 5_000;

/** By database: two companies in one process (tests) do not share orders. */
const expected = new WeakMap<Database, RecentMap<string, Awaited>>();

/**
 * Remembers an order with its payment as committed transactions left them, so that they need not be read again when the
 * money comes. Not where more is to be looked at then: other cashiers, the team of a group buy.
 */
export function expectMoney(ctx: Context, awaited: Awaited): void {
  if (awaited.order.payments > 1 || awaited.order.teamId !== null) return;
  const all = expected.get(ctx.db) ?? new RecentMap<string, Awaited>(MOST);
  expected.set(ctx.db, all);
  all.set(awaited.payment.paymentNumber, awaited);
}

/**
 * What is remembered of a payment, once. A guess: whoever writes on its strength has to hold the revisions against those
 * that are there.
 */
export function takeExpected(ctx: Context, paymentNumber: string): Awaited | undefined {
  const all = expected.get(ctx.db);
  const awaited = all?.get(paymentNumber);
  all?.delete(paymentNumber);
  return awaited;
}
