import { subscribeBatch } from '#platform/outbox';
import { OrderAttributed } from '#modules/growth/events';
import { recordAttributions } from './record-attribution.ts';

/** It is known whose the order is: what was paid so far earns its share. */
export const onOrderAttributed = subscribeBatch(
  'touchpoints.record-attribution',
  [OrderAttributed],
  async (tx, events) => {
    await recordAttributions(
      tx,
      events.map(({ payload }) => {
        const { cityId, orderId, communityId, packageId, touchpointId, role, partnerId } = payload;
        return { cityId, orderId, communityId, packageId, touchpointId, role, partnerId };
      }),
    );
  },
);
