import { IllegalMove, NotFound } from '#kernel/errors';
import type { Fen } from '#kernel/money';
import type { Context } from '#platform/context';
import { lockOrder } from '../orders/order-store.ts';
import type { PaymentId } from '../orders/order.ts';
import { askRefund } from './ask-refund.ts';
import { lockPayment, paymentInScope } from './payment-store.ts';
import type { Payment } from './payment.ts';
import type { Refund } from './refund.ts';
import { submitRefund } from './submit-refund.ts';

/**
 * Sends part or all of a payment back to where it came from. It is done when the provider says so, and OrderRefunded is
 * announced then. Audited. Throws NotFound, IllegalMove when nothing was received, RefundAbovePayment, TooManyRefunds,
 * RefundTooSoon.
 */
export async function refundPayment(
  ctx: Context,
  input: { readonly paymentId: PaymentId; readonly amountFen: Fen; readonly reason: string },
): Promise<Refund> {
  const asked = await ctx.under('ask').transaction(async (tx) => {
    const found = await paymentInScope(tx.db, ctx.scope, input.paymentId);
    if (found === undefined) throw new NotFound('payment');
    const order = await lockOrder(tx.db, found.cityId, found.orderId);
    const payment = await lockPayment(tx.db, found);
    const { amountFen, reason } = input;
    const { refund } = await askRefund(tx, order, payment, { amountFen, reason, source: sourceOf(payment) });
    await tx.audit({
      action: 'refund-payment',
      subject: { kind: 'payment', id: payment.paymentId },
      details: { refundId: refund.refundId, amountFen },
    });
    return refund;
  });
  return submitRefund(ctx.under('submit'), asked.refundId);
}

/** Of what counted, or of held money that a person sends back and whose first refund failed. */
function sourceOf(payment: Payment): Refund['source'] {
  if (payment.state === 'succeeded') return 'order';
  if (payment.state === 'closed' && payment.decision === 'refund') return 'held';
  throw new IllegalMove('payment', payment.state, 'refund');
}
