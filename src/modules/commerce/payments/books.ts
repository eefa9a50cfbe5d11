import { fen, type Fen } from '#kernel/money';
import type { Tx } from '#platform/context';
import { post } from '#platform/ledger';
import type { OrderId, PaymentId } from '../orders/order.ts';
import type { Payment } from './payment.ts';
import type { Refund } from './refund.ts';

/** Money that lies with a provider for us: positive. */
export const cashAccount = (provider: string): string => `cash:${provider}`;
/** Paid ahead for works of an order, owed to it until they are done: negative. What was paid less what went back. */
export const advanceAccount = (orderId: OrderId): string => `order:advance:${orderId}`;
/** Received and held for a person to decide: negative. */
export const heldAccount = (paymentId: PaymentId): string => `payment:held:${paymentId}`;

/** The same amount on the credit side. */
const owed = (amountFen: Fen): Fen => fen(0 - amountFen);

/** Part: books money as it came, for the order or held. */
export async function bookReceived(tx: Tx, payment: Payment): Promise<void> {
  const held = payment.state === 'held';
  await post(tx, {
    cityId: payment.cityId,
    kind: held ? 'payment_held' : 'payment_received',
    at: tx.now,
    reference: { kind: 'payment', id: payment.paymentId },
    lines: [
      { account: cashAccount(payment.provider), amountFen: payment.receivedFen },
      {
        account: held ? heldAccount(payment.paymentId) : advanceAccount(payment.orderId),
        amountFen: owed(payment.receivedFen),
      },
    ],
  });
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
