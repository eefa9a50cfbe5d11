import type { Fen } from '#kernel/money';
import type { Context } from '#platform/context';
import { QuotationSent } from '../events.ts';
import { placeOf, quoted, type Opportunity } from '../opportunities/opportunity.ts';
import { saveOpportunity } from '../opportunities/opportunity-store.ts';
import { seller } from '../opportunities/own-sale.ts';
import { effectivePrices, type EffectivePrices } from '../prices/effective-prices.ts';
import { factsOf } from './announce.ts';
import { askedBy, changedPrices, compose, QuotationPricesChanged, refuseHighDiscount } from './compose.ts';
import { lockSoldQuotation } from './own-quotation.ts';
import { moved, QuotationNotStanding, type Quotation, type QuotationId } from './quotation.ts';
import { replaceLines, saveMove, supersede } from './quotation-write-store.ts';
import { validUntil } from './terms.ts';

export interface SendQuotationInput {
  readonly quotationId: QuotationId;
  /** The total that the seller agreed to after prices had changed. */
  readonly confirmedTotalFen?: Fen | undefined;
}

/**
 * Puts a draft before the customer; it takes the place of what was sent before. Where prices changed since the draft it
 * is recomputed, and goes out only once the seller confirmed the new total.
 * @throws NotFound, IllegalMove unless it is a draft, OpportunityClosed, QuotationPricesChanged, DiscountTooHigh,
 * UnknownPackage and UnknownOption where something is no longer offered
 */
export async function sendQuotation(ctx: Context, input: SendQuotationInput): Promise<Quotation> {
  return ctx.transaction(async (tx) => {
    const { quotation: draft, opportunity } = await lockSoldQuotation(ctx, tx, input.quotationId);
    const sent = moved(draft, 'send', tx.now);
    const next = quoted(opportunity);
    const asked = { packageId: draft.packageId, place: placeOf(opportunity), at: tx.now };
    const { current, repriced } = atPricesOf(ctx, draft, await effectivePrices(tx.db, asked), input);
    const quotation: Quotation = { ...sent, ...current, ...soldBy(ctx, opportunity), validUntil: validUntil(tx.now) };
    await supersede(tx.db, quotation, 'sent', tx.now);
    if (!(await saveMove(tx.db, quotation, 'draft'))) throw new QuotationNotStanding(draft.state);
    if (repriced) await replaceLines(tx.db, quotation);
    if (next.state !== opportunity.state) await saveOpportunity(tx.db, next);
    await tx.announce([QuotationSent(quotation.quotationId, factsOf(quotation))]);
    await tx.audit({
      action: 'send-quotation',
      subject: { kind: 'quotation', id: quotation.quotationId },
      details: { visitId: quotation.visitId, totalFen: quotation.totalFen, repriced },
    });
    return quotation;
  });
}

/** The draft's sums and lines, or those of today's prices once the seller agreed to their total. */
function atPricesOf(
  ctx: Context,
  draft: Quotation,
  prices: EffectivePrices,
  { confirmedTotalFen }: SendQuotationInput,
) {
  const now = compose(prices, askedBy(draft.lines));
  const changes = changedPrices(draft.lines, now.lines);
  if (now.totalFen !== (confirmedTotalFen ?? draft.totalFen)) throw new QuotationPricesChanged(now, changes);
  if (changes.length === 0) return { current: {}, repriced: false };
  refuseHighDiscount(now, ctx.permissions);
  return { current: now, repriced: true };
}

/** A visit that went to somebody else after the draft is theirs to sell. */
const soldBy = (ctx: Context, { storeId }: Opportunity) => ({ touchpointId: seller(ctx), storeId });
