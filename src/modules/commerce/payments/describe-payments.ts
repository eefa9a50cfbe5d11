import type { Context } from '#platform/context';
import { communitiesByIds } from '#modules/territory';
import { ordersByIds } from '../orders/order-store.ts';
import type { OrderPayment, OwnPayment, PaymentItem, RefundItem } from './payment-contract.ts';
import { HELD_WHYS, PAYMENT_STATES, STAGES, type Payment } from './payment.ts';
import { providerName } from './providers.ts';
import { refundsOf } from './refund-store.ts';
import { REFUND_STATES, type Refund } from './refund.ts';

/** A payment as whoever pays sees it. */
export function describeOwnPayment(payment: Payment): OwnPayment {
  return {
    paymentId: payment.paymentId,
    paymentNumber: payment.paymentNumber,
    stage: payment.stage,
    stageName: STAGES[payment.stage],
    state: payment.state,
    stateName: PAYMENT_STATES[payment.state],
    ...providerName(payment.provider),
    amountFen: payment.amountFen,
    receivedFen: payment.receivedFen,
    refundedFen: payment.refundedFen,
    refundingFen: payment.refundingFen,
    paidAt: payment.paidAt?.toISOString() ?? null,
    expiresAt: payment.expiresAt.toISOString(),
  };
}

export const describeRefund = (refund: Refund): RefundItem => ({
  refundId: refund.refundId,
  refundNumber: refund.refundNumber,
  state: refund.state,
  stateName: REFUND_STATES[refund.state],
  amountFen: refund.amountFen,
  reason: refund.reason,
  requestedAt: refund.requestedAt.toISOString(),
  finishedAt: refund.finishedAt?.toISOString() ?? null,
});

/** Payments as staff see them, with their refunds, in one read. */
export async function describePayments(ctx: Context, payments: readonly Payment[]): Promise<OrderPayment[]> {
  const refunds = Map.groupBy(await refundsOf(ctx.db, payments), (refund) => refund.paymentId);
  return payments.map((payment) => ({
    ...describeOwnPayment(payment),
    heldWhy: payment.heldWhy,
    heldWhyName: payment.heldWhy === null ? null : HELD_WHYS[payment.heldWhy],
    decision: payment.decision,
    decisionReason: payment.decisionReason,
    createdAt: payment.createdAt.toISOString(),
    refunds: (refunds.get(payment.paymentId) ?? []).map(describeRefund),
  }));
}

/** The same in a list by themselves, with their orders and places. */
export async function describePaymentItems(ctx: Context, payments: readonly Payment[]): Promise<PaymentItem[]> {
  const shown = await describePayments(ctx, payments);
  const found = await ordersByIds(
    ctx.db,
    payments.map((payment) => payment.orderId),
  );
  const orders = new Map(found.map((order) => [order.orderId, order]));
  const places = await communitiesByIds(ctx.db, [...new Set(payments.flatMap((payment) => payment.communityId ?? []))]);
  return payments.map((payment, at) => {
    const order = orders.get(payment.orderId);
    return {
      ...(shown[at] as OrderPayment),
      orderId: payment.orderId,
      orderNumber: order?.orderNumber ?? '',
      cityId: payment.cityId,
      communityId: payment.communityId,
      storeId: payment.storeId,
      communityName: (payment.communityId === null ? undefined : places.get(payment.communityId))?.name ?? '',
      canAccept: payment.state === 'held' && order?.state !== 'cancelled',
    };
  });
}
