import { subscribe } from '#platform/outbox';
import { PaymentHeld } from '#modules/commerce/events';
import { openTicket } from './open-ticket.ts';

/** Money that does not fit waits for a person. */
export const onPaymentHeld = subscribe('desk.decide-on-payments', [PaymentHeld], async (ctx, { payload }) => {
  const { cityId, communityId, storeId, personId, why, expectedFen, receivedFen, orderId } = payload;
  await openTicket(ctx, {
    kind: 'payment_held',
    subject: { kind: 'payment', id: payload.paymentId },
    cityId,
    communityId,
    storeId,
    personId,
    facts: { why, expectedFen, receivedFen, orderId },
  });
});
