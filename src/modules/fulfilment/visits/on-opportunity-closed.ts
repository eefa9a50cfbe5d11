import { subscribe } from '#platform/outbox';
import { OpportunityClosed } from '#modules/commerce/events';
import { cancelComingVisits } from './cancel-coming-visits.ts';

/** Where nothing will be sold, nothing is measured: a visit that is still to come is called off. */
export const onOpportunityClosed = subscribe(
  'fulfilment.cancel-visit-of-closed-opportunity',
  [OpportunityClosed],
  async (ctx, { payload }) => {
    await cancelComingVisits(ctx, { purpose: { visitId: payload.visitId }, reason: 'lead_closed' });
  },
);
