import { OrderPaid } from '#modules/commerce/events';
import { recipientOf, tell, telling } from './telling.ts';

/** A receipt for each payment. */
export const onOrderPaid = tell('messaging.tell-of-payments', [
  telling(OrderPaid, (payload) => ({
    ...recipientOf(payload),
    template: 'order_paid',
    about: { kind: 'order', id: payload.orderId },
    occasion: payload.paymentId,
    params: {
      orderId: payload.orderId,
      orderNumber: payload.orderNumber,
      stage: payload.stage,
      amountFen: payload.amountFen,
      paidFen: payload.paidFen,
    },
  })),
]);
