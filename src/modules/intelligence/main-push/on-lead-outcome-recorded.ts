import { subscribe } from '#platform/outbox';
import { LeadOutcomeRecorded } from '#modules/growth/events';
import { recordOutcome } from './record-result.ts';

/** A lead that was signed or lost changes what the next proposal thinks of its package. */
export const onLeadOutcomeRecorded = subscribe(
  'intelligence.count-outcome',
  [LeadOutcomeRecorded],
  async (ctx, { payload }) => {
    const { cityId, communityId, packageId, leadId, outcome, reason } = payload;
    // A lead that no play brought says nothing about a package.
    if (packageId === null) return;
    await recordOutcome(ctx, { cityId, communityId, packageId, leadId, outcome, reason });
  },
);
