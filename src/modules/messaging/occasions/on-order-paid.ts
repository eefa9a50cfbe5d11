import { OrderPaid } from '#modules/commerce/events';
import { recipientOf, tell, telling } from './telling.ts';

/**
 * A receipt for each payment of a service. Whoever pays for goods is at the cashier and sees it there; what they are told
 * is when the goods are to be had.
 */
export const onOrderPaid = tell('messaging.tell-of-payments', [
  telling(OrderPaid, (payload) => {
    const { channel, customerKey, personId, communityId } = payload;
    if (channel !== 'service' || customerKey === null || personId === null || communityId === null) return undefined;
    return {
      ...recipientOf({ ...payload, customerKey, personId, communityId }),
      template: 'order_paid',
      about: { kind: 'order', id: payload.orderId },
      occasion: payload.paymentId ?? payload.orderId,
      params: {
        orderId: payload.orderId,
        orderNumber: payload.orderNumber,
        stage: payload.stage,
        amountFen: payload.amountFen,
        paidFen: payload.paidFen,
      },
    };
  }),
]);
