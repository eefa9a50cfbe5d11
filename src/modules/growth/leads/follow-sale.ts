import type { Id } from '#kernel/ids';
import type { Context } from '#platform/context';
import { applyNews } from './apply-news.ts';
import { lockLead } from './lead-store.ts';
import { afterSaleGivenUp, type LeadId, type LostReason } from './lead.ts';

/** Whoever sold to the resident of a lead gave up: the lead is lost too, or to be followed up again. */
export async function followSale(
  ctx: Context,
  input: { readonly leadId: LeadId; readonly visitId: Id<'Visit'>; readonly reason: LostReason },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const lead = await lockLead(tx.db, input.leadId);
    await applyNews(ctx, tx, lead && afterSaleGivenUp(lead, input, tx.now), 'opportunity_closed');
    return null;
  });
}
