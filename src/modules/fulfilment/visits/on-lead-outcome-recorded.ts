import { subscribe } from '#platform/outbox';
import { LeadOutcomeRecorded } from '#modules/growth/events';
import { cancelComingVisits } from './cancel-coming-visits.ts';

/**
 * A lead that came to nothing has no home to measure. Growth hears of the visit that is called off for it and changes
 * nothing: a lead that is over stays over. What is booked for the lead after that stands.
 */
export const onLeadOutcomeRecorded = subscribe(
  'fulfilment.cancel-visit-of-lost-lead',
  [LeadOutcomeRecorded],
  async (ctx, { payload, occurredAt }) => {
    if (payload.outcome !== 'lost') return;
    await cancelComingVisits(ctx, {
      purpose: { leadId: payload.leadId, bookedUntil: occurredAt },
      reason: 'lead_closed',
    });
  },
);
