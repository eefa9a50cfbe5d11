import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { covers } from '#platform/permission';
import { quotationForSigning, soldQuotation } from '../quotations/quotation-store.ts';
import { stateAt, QuotationNotStanding, type Quotation, type QuotationId } from '../quotations/quotation.ts';
import type { ContractView } from './contract-store.ts';

/**
 * A quotation that its customer (`own`) or its seller (`my`) may turn into a contract.
 * @throws NotFound, QuotationNotStanding
 */
export async function quotationToSign(
  ctx: Context,
  view: Exclude<ContractView, 'area'>,
  quotationId: QuotationId,
): Promise<Quotation> {
  const quotation = await visibleTo(ctx, view, quotationId);
  if (quotation === undefined) throw new NotFound('quotation');
  const state = stateAt(quotation, ctx.clock.now());
  // A draft was never put before the customer: to them it is not there.
  if (view === 'own' && quotation.sentAt === null) throw new NotFound('quotation');
  // What was signed has its contract, which is answered again.
  if (state !== 'sent' && state !== 'signed') throw new QuotationNotStanding(state);
  return quotation;
}

/** Whoever sells now, be it that a colleague quoted; the customer, whoever sells. */
async function visibleTo(
  ctx: Context,
  view: Exclude<ContractView, 'area'>,
  quotationId: QuotationId,
): Promise<Quotation | undefined> {
  if (view === 'my') return soldQuotation(ctx.db, ctx.scope, quotationId);
  const quotation = await quotationForSigning(ctx.db, quotationId);
  return quotation !== undefined && covers(ctx.scope, { customerKey: quotation.customerKey }) ? quotation : undefined;
}
