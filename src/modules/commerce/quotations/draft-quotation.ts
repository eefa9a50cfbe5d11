import type { Context } from '#platform/context';
import { placeOf, refuseClosed, type VisitId } from '../opportunities/opportunity.ts';
import { lockOwnSale, seller } from '../opportunities/own-sale.ts';
import type { PackageId } from '../packages/package.ts';
import { effectivePrices } from '../prices/effective-prices.ts';
import { compose, refuseHighDiscount, type Asked } from './compose.ts';
import type { Quotation } from './quotation.ts';
import { insertQuotation, nextRevision, supersede } from './quotation-write-store.ts';
import { validUntil } from './terms.ts';

export interface DraftQuotationInput extends Asked {
  readonly visitId: VisitId;
  readonly packageId: PackageId;
}

/**
 * Drafts a quotation on one's own opportunity, at the prices of its place and of this moment; it takes the place of the
 * draft before. Nobody but the seller sees it yet.
 * @throws NotFound, OpportunityClosed, UnknownPackage, UnknownOption, QuantityUnfit, DiscountTooHigh,
 * QuotationTotalTooLow
 */
export async function draftQuotation(ctx: Context, input: DraftQuotationInput): Promise<Quotation> {
  return ctx.transaction(async (tx) => {
    const opportunity = await lockOwnSale(ctx, tx, input.visitId);
    refuseClosed(opportunity);
    const { packageId } = input;
    const prices = await effectivePrices(tx.db, { packageId, place: placeOf(opportunity), at: tx.now });
    const composed = compose(prices, input);
    refuseHighDiscount(composed, ctx.permissions);
    const { cityId, visitId, communityId, storeId, customerKey, personId, leadId, shareToken } = opportunity;
    const quotation: Quotation = {
      ...composed,
      cityId,
      visitId,
      communityId,
      storeId,
      customerKey,
      personId,
      leadId,
      shareToken,
      quotationId: tx.newId<'Quotation'>(),
      revision: await nextRevision(tx.db, cityId, visitId),
      state: 'draft',
      packageId,
      packageName: prices.name,
      touchpointId: seller(ctx),
      validUntil: validUntil(tx.now),
      createdAt: tx.now,
      sentAt: null,
      closedAt: null,
    };
    await supersede(tx.db, quotation, 'draft', tx.now);
    await insertQuotation(tx.db, quotation);
    await tx.audit({
      action: 'draft-quotation',
      subject: { kind: 'quotation', id: quotation.quotationId },
      details: {
        visitId,
        revision: quotation.revision,
        totalFen: composed.totalFen,
        discountFen: composed.discountFen,
      },
    });
    return quotation;
  });
}
