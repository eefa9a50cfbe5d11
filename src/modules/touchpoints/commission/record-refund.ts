import type { Context } from '#platform/context';
import { bookLines } from './book-lines.ts';
import type { Refund } from './line.ts';
import { insertRefund, lockOrder, type OrderFacts } from './order-money-store.ts';

/** Keeps a refund and takes back what its payment earned, as far as both are known. Once for a refund. */
export async function recordRefund(
  ctx: Context,
  input: { order: OrderFacts; refund: Refund },
): Promise<{ lines: number }> {
  return ctx.transaction(async (tx) => {
    const order = await lockOrder(tx.db, input.order);
    await insertRefund(tx.db, order, input.refund);
    return bookLines(tx, order);
  });
}
