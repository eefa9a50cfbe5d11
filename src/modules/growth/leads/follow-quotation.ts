import type { Context } from '#platform/context';
import { applyNews } from './apply-news.ts';
import { lockLead } from './lead-store.ts';
import { catchUp, type LeadId } from './lead.ts';

/** The resident of a lead was sent a quotation: the lead is 已报价, unless it is further on or over. */
export async function followQuotation(ctx: Context, leadId: LeadId): Promise<void> {
  await ctx.transaction(async (tx) => {
    const lead = await lockLead(tx.db, leadId);
    await applyNews(ctx, tx, lead && catchUp(lead, 'quoted', tx.now));
    return null;
  });
}
