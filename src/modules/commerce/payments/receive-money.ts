import type { Tx } from '#platform/context';
import { OrderPaid, PaymentHeld } from '../events.ts';
import { lockOrder } from '../orders/order-store.ts';
import { factsOf, receive, type Order, type StepBy } from '../orders/order.ts';
import { noted, saveOrder } from '../orders/save-order.ts';
import { bookReceived } from './books.ts';
import type { NoticeOutcome } from './notice-store.ts';
import type { Receipt } from './payment-port.ts';
import { closeLivePayments, lockPayment, savePayment, type PaymentKey } from './payment-store.ts';
import { isSettled, settle, type Payment } from './payment.ts';

/**
 * Part: money came for a payment, as a notice says or the provider when it is asked. Locks the order, then the payment,
 * then looks at state and amount; what was told before changes nothing. Announces OrderPaid or PaymentHeld.
 */
export async function receiveMoney(
  tx: Tx,
  provider: string,
  key: PaymentKey,
  receipt: Receipt,
): Promise<NoticeOutcome> {
  const order = await lockOrder(tx.db, key.cityId, key.orderId);
  const payment = await lockPayment(tx.db, key);
  if (payment.provider !== provider) return 'unknown_number';
  if (isSettled(payment)) return payment.providerTrade === receipt.providerTrade ? 'known' : 'contradicts';
  const settled = await savePayment(tx.db, settle(payment, order, receipt));
  await bookReceived(tx, settled);
  if (settled.state === 'held') {
    await hold(tx, order, settled);
    return 'held';
  }
  await countMoney(tx, order, settled, 'provider');
  return 'counted';
}

async function hold(tx: Tx, order: Order, payment: Payment): Promise<void> {
  const why = payment.heldWhy;
  if (why === null) throw new Error(`payment ${payment.paymentId} is held for nothing`);
  await saveOrder(tx, noted(order), {
    move: 'payment_held',
    by: 'provider',
    amountFen: payment.receivedFen,
    reason: why,
    paymentId: payment.paymentId,
  });
  await tx.announce([
    PaymentHeld(payment.paymentId, {
      paymentId: payment.paymentId,
      orderId: order.orderId,
      cityId: order.cityId,
      communityId: order.communityId,
      storeId: order.storeId,
      customerKey: order.customerKey,
      personId: order.personId,
      why,
      expectedFen: payment.amountFen,
      receivedFen: payment.receivedFen,
    }),
  ]);
}

/** Part: what a payment received counts for its order. Other cashiers of the order are closed: their sums are outdated. */
export async function countMoney(tx: Tx, order: Order, payment: Payment, by: StepBy): Promise<Order> {
  const paidAt = payment.paidAt ?? tx.now;
  const saved = await saveOrder(tx, receive(order, payment.receivedFen, paidAt), {
    move:
      payment.heldWhy === 'paid_twice' ? 'extra_paid' : payment.stage === 'deposit' ? 'deposit_paid' : 'balance_paid',
    by,
    amountFen: payment.receivedFen,
    reason: payment.decisionReason ?? undefined,
    paymentId: payment.paymentId,
  });
  await closeLivePayments(tx.db, order, payment.paymentId);
  await tx.announce([
    OrderPaid(order.orderId, {
      ...factsOf(saved),
      paymentId: payment.paymentId,
      stage: payment.stage,
      amountFen: payment.receivedFen,
      paidFen: saved.paidFen,
      paidAt: paidAt.toISOString(),
    }),
  ]);
  return saved;
}
