import { subscribe } from '#platform/outbox';
import { OrderPaid, OrderPlaced } from '#modules/commerce/events';
import { attributeOrder } from './attribute-order.ts';

/** An order is attributed as soon as it is heard of: a payment will do where word of the order itself is late. */
export const onOrderPlaced = subscribe('growth.attribute-order', [OrderPlaced, OrderPaid], async (ctx, { payload }) => {
  const { orderId, cityId, communityId, packageId, leadId, shareToken } = payload;
  await attributeOrder(ctx, { orderId, cityId, communityId, packageId, leadId, shareToken });
});
