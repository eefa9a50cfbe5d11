import type { Fen } from '#kernel/money';
import type { Context } from '#platform/context';
import { applyNews } from './apply-news.ts';
import { lockLead } from './lead-store.ts';
import { catchUpWon, type LeadId } from './lead.ts';

/** The resident of a lead signed: the lead is won, unless it is over already. */
export async function followContract(ctx: Context, leadId: LeadId, amountFen: Fen): Promise<void> {
  await ctx.transaction(async (tx) => {
    const lead = await lockLead(tx.db, leadId);
    await applyNews(ctx, tx, lead && catchUpWon(lead, amountFen, tx.now));
    return null;
  });
}
