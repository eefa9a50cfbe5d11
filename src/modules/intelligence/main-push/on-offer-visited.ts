import { subscribe } from '#platform/outbox';
import { OfferVisited } from '#modules/growth/events';
import { recordResult } from './record-result.ts';

/** An opened offer is a trial of its package. */
export const onOfferVisited = subscribe('intelligence.count-trial', [OfferVisited], async (ctx, { payload }) => {
  const { cityId, communityId, packageId } = payload;
  await recordResult(ctx, { cityId, communityId, packageId, kind: 'trial' });
});
