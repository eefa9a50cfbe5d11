import type { Tx } from '#platform/context';
import type { Order } from '../orders/order.ts';
import { noted, saveOrder } from '../orders/save-order.ts';
import { owedAgain } from './kept-money.ts';
import { savePayment } from './payment-store.ts';
import type { Payment } from './payment.ts';
import { insertRefund } from './refund-store.ts';
import { askBack, type Refund } from './refund.ts';

/**
 * Part: sets money of a payment aside and keeps the refund; sending it is `submitRefund`, after the commit. Order and
 * payment are locked. Throws RefundAbovePayment, TooManyRefunds, RefundTooSoon.
 */
export async function askRefund(
  tx: Tx,
  order: Order,
  payment: Payment,
  asked: Pick<Refund, 'amountFen' | 'source' | 'reason'> & Partial<Pick<Refund, 'kind' | 'goodsFen' | 'reference'>>,
): Promise<{ readonly order: Order; readonly refund: Refund }> {
  const by = tx.actor.kind === 'user' ? tx.actor.userId : null;
  const made = askBack(payment, { ...asked, by, refundId: tx.newId<'Refund'>() }, tx.now);
  await savePayment(tx.db, made.payment);
  await insertRefund(tx.db, made.refund);
  if (order.state === 'cancelled' && asked.source === 'order') await owedAgain(tx, order);
  const saved = await saveOrder(tx, noted(order), {
    move: 'refund_asked',
    by: tx.actor.kind === 'user' ? 'staff' : 'system',
    amountFen: asked.amountFen,
    reason: asked.reason,
    paymentId: payment.paymentId,
    refundId: made.refund.refundId,
  });
  return { order: saved, refund: made.refund };
}
