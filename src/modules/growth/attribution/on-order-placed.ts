import { subscribeBatch } from '#platform/outbox';
import { OrderPaid, OrderPlaced } from '#modules/commerce/events';
import { attributeOrders } from './attribute-order.ts';
import type { OrderOrigin } from './order-attribution.ts';

/** An order is attributed as soon as it is heard of: a payment will do where word of the order itself is late. */
export const onOrderPlaced = subscribeBatch(
  'growth.attribute-order',
  [OrderPlaced, OrderPaid],
  async (tx, events, ctx) => {
    const origins = events.flatMap(({ payload }): OrderOrigin[] => {
      const { orderId, cityId, communityId, packageId, leadId, shareToken } = payload;
      // What was sold at a till or came from a marketplace belongs to no community.
      if (communityId === null) return [];
      const leaderId = payload.channel === 'group_buy' ? payload.touchpointId : null;
      return [{ orderId, cityId, communityId, packageId, leadId, shareToken, leaderId }];
    });
    await attributeOrders(ctx, tx, origins);
  },
);
