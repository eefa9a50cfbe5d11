import type { Context, Tx } from '#platform/context';
import { bookLines } from './book-lines.ts';
import type { Refund } from './line.ts';
import { insertRefunds, lockOrders, type OrderFacts } from './order-money-store.ts';

export interface RefundHeard {
  readonly order: OrderFacts;
  readonly refund: Refund;
}

/** Keeps a refund and takes back what its payment earned, as far as both are known. Once for a refund. */
export async function recordRefund(ctx: Context, input: RefundHeard): Promise<{ lines: number }> {
  return ctx.transaction((tx) => recordRefunds(tx, [input]));
}

/** Part: the same for many. */
export async function recordRefunds(tx: Tx, heard: readonly RefundHeard[]): Promise<{ lines: number }> {
  if (heard.length === 0) return { lines: 0 };
  const orders = await lockOrders(
    tx.db,
    heard.map(({ order }) => order),
  );
  await insertRefunds(
    tx.db,
    heard.map(({ order, refund }) => ({ ...refund, cityId: order.cityId, orderId: order.orderId })),
  );
  return bookLines(tx, [...orders.values()]);
}
