import { subscribe } from '#platform/outbox';
import { OpportunityClosed } from '#modules/commerce/events';
import { followSale } from './follow-sale.ts';

/** A sale that was given up leaves its lead lost, or to be followed up again: the reason tells which. */
export const onOpportunityClosed = subscribe('growth.follow-sale', [OpportunityClosed], async (ctx, { payload }) => {
  const { leadId, visitId, reason } = payload;
  if (leadId !== null) await followSale(ctx, { leadId, visitId, reason });
});
