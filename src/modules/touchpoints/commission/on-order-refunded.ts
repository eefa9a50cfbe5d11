import { fen } from '#kernel/money';
import { subscribeBatch } from '#platform/outbox';
import { OrderRefunded } from '#modules/commerce/events';
import { recordRefunds, type RefundHeard } from './record-refund.ts';

/** A refund takes back its share: of goods what of it was for them. */
export const onOrderRefunded = subscribeBatch('touchpoints.record-refund', [OrderRefunded], async (tx, events) => {
  const heard = events.flatMap(({ payload }): RefundHeard[] => {
    const { cityId, orderId, communityId, packageId, storeId, orderNumber, refundId, paymentId } = payload;
    const baseFen = payload.channel === 'service' ? payload.amountFen : payload.goodsFen;
    if (communityId === null || baseFen === 0) return [];
    const order = { cityId, orderId, communityId, packageId, storeId, orderNumber };
    const refundedAt = new Date(payload.refundedAt);
    return [{ order, refund: { refundId, paymentId, amountFen: fen(baseFen), refundedAt } }];
  });
  await recordRefunds(tx, heard);
});
