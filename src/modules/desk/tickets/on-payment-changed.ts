import { subscribe } from '#platform/outbox';
import { PaymentDecided, PaymentHeld } from '#modules/commerce/events';
import { openTicket } from './open-ticket.ts';
import { settleTicket } from './settle-ticket.ts';

/** Money that does not fit waits for a person; once somebody has decided about it, there is nothing to do. */
export const onPaymentChanged = subscribe(
  'desk.decide-on-payments',
  [PaymentHeld, PaymentDecided],
  async (ctx, { payload }) => {
    const { cityId, communityId, storeId, paymentId, orderId } = payload;
    const ticket = { kind: 'payment_held', subject: { kind: 'payment', id: paymentId }, cityId } as const;
    if ('decision' in payload) {
      await settleTicket(ctx, { ...ticket, outcome: 'resolved' });
      return;
    }
    const { personId, why, expectedFen, receivedFen } = payload;
    // Nobody's at a till: whoever stands there is asked, no ticket is.
    if (communityId === null || personId === null) return;
    const facts = { why, expectedFen, receivedFen, orderId };
    await openTicket(ctx, { ...ticket, communityId, storeId, personId, facts });
  },
);
