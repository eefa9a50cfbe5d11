import { subscribe } from '#platform/outbox';
import { VisitBooked, VisitCancelled, VisitMoved } from '#modules/fulfilment/events';
import { followVisit } from './follow-visit.ts';

/** The service after which there is something to sell. */
const MEASURE = 'measure';

/** A home that is measured is a chance to sell: whoever comes makes the quotation. */
export const onVisitChanged = subscribe(
  'commerce.follow-visit',
  [VisitBooked, VisitMoved, VisitCancelled],
  async (ctx, { payload, seq, occurredAt }) => {
    if (payload.service !== MEASURE) return;
    const { cityId, visitId, communityId, storeId, customerKey, personId, leadId, shareToken, packageId } = payload;
    await followVisit(ctx, {
      seq,
      at: occurredAt,
      facts: { cityId, visitId, communityId, storeId, customerKey, personId, leadId, shareToken, packageId },
      appointment:
        'startsAt' in payload
          ? {
              touchpointId: payload.touchpointId,
              startsAt: new Date(payload.startsAt),
              endsAt: new Date(payload.endsAt),
            }
          : null,
    });
  },
);
