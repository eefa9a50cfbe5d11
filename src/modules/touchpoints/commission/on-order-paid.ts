import { fen } from '#kernel/money';
import { subscribeBatch } from '#platform/outbox';
import { OrderPaid } from '#modules/commerce/events';
import { recordPayments, type PaymentHeard } from './record-payment.ts';

/** Each payment earns its share: of goods what was paid for them, benefits and delivery taken off. */
export const onOrderPaid = subscribeBatch('touchpoints.record-payment', [OrderPaid], async (tx, events) => {
  const heard = events.flatMap(({ payload }): PaymentHeard[] => {
    const { cityId, orderId, communityId, packageId, storeId, orderNumber, paymentId, stage } = payload;
    const baseFen = payload.channel === 'service' ? payload.amountFen : payload.goodsNetFen;
    // What was sold at a till or came from a marketplace belongs to no community; what cost nothing earns nothing.
    if (communityId === null || paymentId === null || baseFen === 0) return [];
    const order = { cityId, orderId, communityId, packageId, storeId, orderNumber };
    return [{ order, payment: { paymentId, stage, amountFen: fen(baseFen), paidAt: new Date(payload.paidAt) } }];
  });
  await recordPayments(tx, heard);
});
