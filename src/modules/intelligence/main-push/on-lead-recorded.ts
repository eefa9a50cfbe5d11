import { subscribe } from '#platform/outbox';
import { LeadRecorded } from '#modules/growth/events';
import { recordResult } from './record-result.ts';

/** A lead is a success of the package that brought it. */
export const onLeadRecorded = subscribe('intelligence.count-success', [LeadRecorded], async (ctx, { payload }) => {
  const { cityId, communityId, packageId } = payload;
  await recordResult(ctx, { cityId, communityId, packageId, kind: 'success' });
});
