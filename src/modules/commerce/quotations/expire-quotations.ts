import type { Context } from '#platform/context';
import { QuotationExpired } from '../events.ts';
import { lockOpportunity } from '../opportunities/opportunity-store.ts';
import { factsOf } from './announce.ts';
import { moved, type Quotation } from './quotation.ts';
import { overdueQuotations, quotationById } from './quotation-store.ts';
import { saveMove } from './quotation-write-store.ts';

const BATCH = 200;

/** Closes quotations that nobody signed in time, drafts too. Answers how many. */
export async function expireQuotations(ctx: Context): Promise<number> {
  const overdue = await overdueQuotations(ctx.db, ctx.clock.now(), BATCH);
  for (const each of overdue) await expireQuotation(ctx, each);
  return overdue.length;
}

async function expireQuotation(
  ctx: Context,
  { cityId, visitId, quotationId }: Pick<Quotation, 'quotationId' | 'cityId' | 'visitId'>,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockOpportunity(tx.db, cityId, visitId);
    const quotation = await quotationById(tx.db, quotationId);
    // It may have been signed or sent anew since it was listed.
    if (quotation === undefined || quotation.validUntil > tx.now) return;
    if (quotation.state !== 'draft' && quotation.state !== 'sent') return;
    const expired = moved(quotation, 'expire', tx.now);
    await saveMove(tx.db, expired, quotation.state);
    if (quotation.state === 'sent') await tx.announce([QuotationExpired(quotationId, factsOf(expired))]);
  });
}
