import { QuotationSent } from '#modules/commerce/events';
import { recipientOf, tell, telling } from './telling.ts';

/** A quotation, and each revision of it, is put before its customer. */
export const onQuotationSent = tell('messaging.tell-of-quotations', [
  telling(QuotationSent, (payload) => ({
    ...recipientOf(payload),
    template: 'quotation_sent',
    about: { kind: 'quotation', id: payload.quotationId },
    occasion: String(payload.revision),
    params: { quotationId: payload.quotationId, totalFen: payload.totalFen },
  })),
]);
