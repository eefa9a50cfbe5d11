import { subscribe } from '#platform/outbox';
import { OrderAttributed } from '#modules/growth/events';
import { recordAttribution } from './record-attribution.ts';

/** It is known whose the order is: what was paid so far earns its share. */
export const onOrderAttributed = subscribe(
  'touchpoints.record-attribution',
  [OrderAttributed],
  async (ctx, { payload }) => {
    const { cityId, orderId, communityId, packageId, touchpointId, role, partnerId } = payload;
    await recordAttribution(ctx, { cityId, orderId, communityId, packageId, touchpointId, role, partnerId });
  },
);
