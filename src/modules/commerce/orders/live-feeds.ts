import { liveFeed, type LiveFeed } from '#platform/http';
import { OrderCancelled, OrderCompleted, OrderPaid, OrderPlaced, OrderRefunded, PaymentHeld } from '../events.ts';

const orderEvents = [OrderPlaced, OrderPaid, OrderRefunded, OrderCancelled, OrderCompleted] as const;

export const orderFeeds: readonly LiveFeed[] = [
  liveFeed('order', 'order.read', [...orderEvents, PaymentHeld], ({ payload }) => ({
    cityId: payload.cityId,
    communityId: payload.communityId ?? undefined,
    storeId: payload.storeId ?? undefined,
  })),
  // Only the customer whose it is.
  liveFeed('own-order', 'own.read', [...orderEvents, PaymentHeld], ({ payload }) => ({
    customerKey: payload.customerKey ?? undefined,
  })),
  // Only who sold it.
  liveFeed('my-order', 'quote.act', orderEvents, ({ payload }) => ({
    touchpointId: payload.touchpointId ?? undefined,
  })),
];
