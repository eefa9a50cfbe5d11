import { fen } from '#kernel/money';
import type { Tx } from '#platform/context';
import { OrderPaid } from '../events.ts';
import type { Payment } from '../payments/payment.ts';
import { factsOf, type Order } from './order.ts';

/**
 * Part: says that a payment of an order counts, or with null that nothing is to be paid for it; the order is as it is
 * with it.
 */
export async function announcePaid(tx: Tx, order: Order, payment: Payment | null): Promise<void> {
  await tx.announce([
    OrderPaid(order.orderId, {
      ...factsOf(order),
      paymentId: payment?.paymentId ?? null,
      stage: payment?.stage ?? 'full',
      amountFen: payment?.receivedFen ?? fen(0),
      paidFen: order.paidFen,
      paidAt: (payment?.paidAt ?? tx.now).toISOString(),
    }),
  ]);
}
