import type { Tx } from '#platform/context';
import { OrderPaid } from '../events.ts';
import type { Payment } from '../payments/payment.ts';
import { factsOf, type Order } from './order.ts';

/** Part: says that a payment of an order counts; the order is as it is with it. */
export async function announcePaid(tx: Tx, order: Order, payment: Payment): Promise<void> {
  await tx.announce([
    OrderPaid(order.orderId, {
      ...factsOf(order),
      paymentId: payment.paymentId,
      stage: payment.stage,
      amountFen: payment.receivedFen,
      paidFen: order.paidFen,
      paidAt: (payment.paidAt ?? tx.now).toISOString(),
    }),
  ]);
}
