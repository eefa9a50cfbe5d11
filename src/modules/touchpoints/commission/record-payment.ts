import type { Context, Tx } from '#platform/context';
import { bookLines } from './book-lines.ts';
import type { Payment } from './line.ts';
import { insertPayments, lockOrders, type OrderFacts } from './order-money-store.ts';

export interface PaymentHeard {
  readonly order: OrderFacts;
  readonly payment: Payment;
}

/** Keeps a payment and books what it earns, as far as it is known whose the order is. Once for a payment. */
export async function recordPayment(ctx: Context, input: PaymentHeard): Promise<{ lines: number }> {
  return ctx.transaction((tx) => recordPayments(tx, [input]));
}

/** Part: the same for many. */
export async function recordPayments(tx: Tx, heard: readonly PaymentHeard[]): Promise<{ lines: number }> {
  if (heard.length === 0) return { lines: 0 };
  const orders = await lockOrders(
    tx.db,
    heard.map(({ order }) => order),
  );
  await insertPayments(
    tx.db,
    heard.map(({ order, payment }) => ({ ...payment, cityId: order.cityId, orderId: order.orderId })),
  );
  return bookLines(tx, [...orders.values()]);
}
