import type { Context } from '#platform/context';
import { bookLines } from './book-lines.ts';
import type { Payment } from './line.ts';
import { insertPayment, lockOrder, type OrderFacts } from './order-money-store.ts';

/** Keeps a payment and books what it earns, as far as it is known whose the order is. Once for a payment. */
export async function recordPayment(
  ctx: Context,
  input: { order: OrderFacts; payment: Payment },
): Promise<{ lines: number }> {
  return ctx.transaction(async (tx) => {
    const order = await lockOrder(tx.db, input.order);
    await insertPayment(tx.db, order, input.payment);
    return bookLines(tx, order);
  });
}
