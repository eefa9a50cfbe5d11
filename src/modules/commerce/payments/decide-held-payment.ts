import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { PaymentDecided } from '../events.ts';
import { lockOrder } from '../orders/order-store.ts';
import type { PaymentId } from '../orders/order.ts';
import { askRefund } from './ask-refund.ts';
import { bookAccepted } from './books.ts';
import { lockPayment, paymentInScope, savePayment } from './payment-store.ts';
import { decide, type HeldDecision, type Payment } from './payment.ts';
import { countMoney } from './receive-money.ts';
import { submitRefund } from './submit-refund.ts';

/**
 * A person decides about a held payment: what was received counts for the order (not what was asked for), or all of it
 * goes back. Audited. Announces PaymentDecided, and OrderPaid when it counts. Throws NotFound, IllegalMove when it is no longer held,
 * HeldForClosedOrder.
 */
export async function decideHeldPayment(
  ctx: Context,
  input: { readonly paymentId: PaymentId; readonly decision: HeldDecision; readonly reason: string },
): Promise<Payment> {
  const by = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const { decided, refundId } = await ctx.under('decide').transaction(async (tx) => {
    const found = await paymentInScope(tx.db, ctx.scope, input.paymentId);
    if (found === undefined) throw new NotFound('payment');
    const order = await lockOrder(tx.db, found.cityId, found.orderId);
    const held = await lockPayment(tx.db, found);
    const saved = await savePayment(tx.db, decide(held, order, { ...input, by }, tx.now));
    await tx.audit({
      action: 'decide-held-payment',
      subject: { kind: 'payment', id: saved.paymentId },
      details: { decision: input.decision, why: saved.heldWhy, receivedFen: saved.receivedFen },
    });
    const { paymentId, orderId, cityId, communityId, storeId } = saved;
    const { decision } = input;
    await tx.announce([PaymentDecided(paymentId, { paymentId, orderId, cityId, communityId, storeId, decision })]);
    if (input.decision === 'accept') {
      await bookAccepted(tx, saved);
      await countMoney(tx, order, saved, ctx.actor.kind === 'user' ? 'staff' : 'system');
      return { decided: saved, refundId: null };
    }
    const asked = { amountFen: saved.receivedFen, source: 'held', reason: input.reason } as const;
    const { refund } = await askRefund(tx, order, saved, asked);
    return { decided: saved, refundId: refund.refundId };
  });
  if (refundId === null) return decided;
  await submitRefund(ctx.under('submit'), refundId);
  return (await paymentInScope(ctx.db, ctx.scope, input.paymentId)) ?? decided;
}
