import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import type { Opportunity } from '../opportunities/opportunity.ts';
import { lockOwnSale } from '../opportunities/own-sale.ts';
import type { Quotation, QuotationId } from './quotation.ts';
import { quotationById, soldQuotation } from './quotation-store.ts';

/** A quotation that one sells, with its opportunity locked: nobody else moves it meanwhile. @throws NotFound */
export async function lockSoldQuotation(
  ctx: Context,
  tx: Tx,
  quotationId: QuotationId,
): Promise<{ quotation: Quotation; opportunity: Opportunity }> {
  const found = await soldQuotation(tx.db, ctx.scope, quotationId);
  if (found === undefined) throw new NotFound('quotation');
  const opportunity = await lockOwnSale(ctx, tx, found.visitId);
  // Read again: it may have moved on while the lock was waited for.
  const quotation = await quotationById(tx.db, quotationId);
  if (quotation === undefined) throw new NotFound('quotation');
  return { quotation, opportunity };
}
