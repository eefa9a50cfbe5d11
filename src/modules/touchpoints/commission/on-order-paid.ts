import { fen } from '#kernel/money';
import { subscribe } from '#platform/outbox';
import { OrderPaid } from '#modules/commerce/events';
import { recordPayment } from './record-payment.ts';

/** Each payment earns its share. */
export const onOrderPaid = subscribe('touchpoints.record-payment', [OrderPaid], async (ctx, { payload }) => {
  const { cityId, orderId, communityId, packageId, storeId, orderNumber, paymentId, stage } = payload;
  await recordPayment(ctx, {
    order: { cityId, orderId, communityId, packageId, storeId, orderNumber },
    payment: { paymentId, stage, amountFen: fen(payload.amountFen), paidAt: new Date(payload.paidAt) },
  });
});
