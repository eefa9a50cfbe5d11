import { NotFound } from '#kernel/errors';
import type { Tx } from '#platform/context';
import { opportunityChanged } from '../opportunities/announce.ts';
import { won } from '../opportunities/opportunity.ts';
import { lockOpportunity, saveOpportunity } from '../opportunities/opportunity-store.ts';
import { QuotationNotStanding, signed, type Quotation, type QuotationId } from './quotation.ts';
import { quotationById } from './quotation-store.ts';
import { saveMove } from './quotation-write-store.ts';

/**
 * Part: the customer signs the offer that stands, and the opportunity is won. Of several who try at once one succeeds.
 * @throws NotFound, QuotationNotStanding where it was superseded, withdrawn or signed, or its time is over
 */
export async function markQuotationSigned(tx: Tx, quotationId: QuotationId): Promise<Quotation> {
  const found = await quotationById(tx.db, quotationId);
  const opportunity = found && (await lockOpportunity(tx.db, found.cityId, found.visitId));
  // Read again: it may have moved on while the lock was waited for.
  const quotation = await quotationById(tx.db, quotationId);
  if (opportunity === undefined || quotation === undefined) throw new NotFound('quotation');
  const next = signed(quotation, tx.now);
  if (!(await saveMove(tx.db, next, 'sent'))) throw new QuotationNotStanding(quotation.state);
  const sale = won(opportunity, tx.now);
  await saveOpportunity(tx.db, sale);
  await tx.announce([opportunityChanged(sale, sale.seller?.touchpointId ?? null)]);
  return next;
}
