import { subscribe } from '#platform/outbox';
import { LeadRecorded } from '#modules/growth/events';
import { recordResult } from './record-result.ts';

/** A lead is a success of the package that brought it. */
export const onLeadRecorded = subscribe('intelligence.count-success', [LeadRecorded], async (ctx, { payload }) => {
  const { cityId, communityId, playId, packageId } = payload;
  // A lead that no play brought had no trial: it says nothing about how well a package is pushed.
  if (playId === null || packageId === null) return;
  await recordResult(ctx, { cityId, communityId, packageId, kind: 'success' });
});
