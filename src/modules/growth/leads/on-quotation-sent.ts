import { subscribe } from '#platform/outbox';
import { QuotationSent } from '#modules/commerce/events';
import { followQuotation } from './follow-quotation.ts';

/** A lead whose resident holds a quotation is 已报价; revised ones change nothing more. */
export const onQuotationSent = subscribe('growth.follow-quotation', [QuotationSent], async (ctx, { payload }) => {
  if (payload.leadId !== null) await followQuotation(ctx, payload.leadId);
});
