import { fen, type Fen } from '#kernel/money';
import type { Tx } from '#platform/context';
import { post, type LedgerPosting } from '#platform/ledger';
import type { Order, OrderId, PaymentId } from '../orders/order.ts';
import type { Payment } from './payment.ts';
import type { Refund } from './refund.ts';

/** Money that lies with a provider for us: positive. */
export const cashAccount = (provider: string): string => `cash:${provider}`;
/** Paid ahead for works of an order, owed to it until they are done: negative. What was paid less what went back or was kept. */
export const advanceAccount = (orderId: OrderId): string => `order:advance:${orderId}`;
/** Kept of an order that was called off, 定金 above all: income, negative. */
export const keptAccount = (orderId: OrderId): string => `income:kept:${orderId}`;
/** Received and held for a person to decide: negative. */
export const heldAccount = (paymentId: PaymentId): string => `payment:held:${paymentId}`;

/** The same amount on the credit side. */
const owed = (amountFen: Fen): Fen => fen(0 - amountFen);

/** What is booked of money as it came, for the order or held. */
export function receivedPosting(payment: Payment, at: Date): LedgerPosting {
  // What goes back by itself was never anybody's but the payer's.
  const held = payment.heldWhy !== null;
  return {
    cityId: payment.cityId,
    kind: held ? 'payment_held' : 'payment_received',
    at,
    reference: { kind: 'payment', id: payment.paymentId },
    lines: [
      { account: cashAccount(payment.provider), amountFen: payment.receivedFen },
      {
        account: held ? heldAccount(payment.paymentId) : advanceAccount(payment.orderId),
        amountFen: owed(payment.receivedFen),
      },
    ],
  };
}

/** Part: books money as it came. */
export async function bookReceived(tx: Tx, payment: Payment): Promise<void> {
  await post(tx, receivedPosting(payment, tx.now));
}

/** Part: books that held money counts for its order. */
export async function bookAccepted(tx: Tx, payment: Payment): Promise<void> {
  await post(tx, {
    cityId: payment.cityId,
    kind: 'payment_accepted',
    at: tx.now,
    reference: { kind: 'payment', id: payment.paymentId },
    lines: [
      { account: heldAccount(payment.paymentId), amountFen: payment.receivedFen },
      { account: advanceAccount(payment.orderId), amountFen: owed(payment.receivedFen) },
    ],
  });
}

/** Part: books money that went back. */
export async function bookReturned(tx: Tx, payment: Payment, refund: Refund): Promise<void> {
  await post(tx, {
    cityId: payment.cityId,
    kind: 'payment_refunded',
    at: tx.now,
    reference: { kind: 'refund', id: refund.refundId },
    lines: [
      {
        account: refund.source === 'held' ? heldAccount(payment.paymentId) : advanceAccount(payment.orderId),
        amountFen: refund.amountFen,
      },
      { account: cashAccount(payment.provider), amountFen: owed(refund.amountFen) },
    ],
  });
}

/** Part: books that money of an order is ours; a negative amount is owed to it again. Nothing is booked for zero. */
export async function bookKept(tx: Tx, order: Pick<Order, 'cityId' | 'orderId'>, amountFen: Fen): Promise<void> {
  if (amountFen === 0) return;
  await post(tx, {
    cityId: order.cityId,
    kind: 'payment_kept',
    at: tx.now,
    reference: { kind: 'order', id: order.orderId },
    lines: [
      { account: advanceAccount(order.orderId), amountFen },
      { account: keptAccount(order.orderId), amountFen: owed(amountFen) },
    ],
  });
}
