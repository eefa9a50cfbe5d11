import { fen } from '#kernel/money';
import { subscribe } from '#platform/outbox';
import { OrderRefunded } from '#modules/commerce/events';
import { recordRefund } from './record-refund.ts';

/** A refund takes back its share. */
export const onOrderRefunded = subscribe('touchpoints.record-refund', [OrderRefunded], async (ctx, { payload }) => {
  const { cityId, orderId, communityId, packageId, storeId, orderNumber, refundId, paymentId } = payload;
  await recordRefund(ctx, {
    order: { cityId, orderId, communityId, packageId, storeId, orderNumber },
    refund: { refundId, paymentId, amountFen: fen(payload.amountFen), refundedAt: new Date(payload.refundedAt) },
  });
});
