import { subscribe } from '#platform/outbox';
import { QuotationExpired, QuotationSent, QuotationWithdrawn } from '../events.ts';
import { voidContracts } from './void-contract.ts';

/** A contract is worth what its quotation is: with it, it ends. */
export const voidWithQuotation = subscribe(
  'commerce.void-contract-with-quotation',
  [QuotationSent, QuotationWithdrawn, QuotationExpired],
  async (ctx, { type, payload }) => {
    const { cityId, visitId, quotationId } = payload;
    if (visitId === null) return;
    const place = { cityId, visitId };
    if (type === QuotationSent.type) await voidContracts(ctx, { ...place, except: quotationId, reason: 'superseded' });
    else {
      const reason = type === QuotationExpired.type ? 'expired' : 'withdrawn';
      await voidContracts(ctx, { ...place, only: quotationId, reason });
    }
  },
);
