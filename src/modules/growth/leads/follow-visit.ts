import type { Id } from '#kernel/ids';
import type { Context } from '#platform/context';
import { closeBooking } from '../bookings/booking-store.ts';
import { applyNews } from './apply-news.ts';
import { lockLead } from './lead-store.ts';
import { afterVisitNews, type LeadId } from './lead.ts';

/** What happened to a visit; the time is where it was booked or moved to. */
export type VisitNews =
  | { readonly kind: 'booked' | 'moved'; readonly at: Date }
  | { readonly kind: 'cancelled' | 'done' };

/**
 * A visit of a lead was booked, moved, called off or done. Its lead comes to 已约上门 and keeps the time of the latest
 * visit; one that was called off leaves the state (nobody is unvisited again) and clears the time.
 */
export async function followVisit(
  ctx: Context,
  input: {
    readonly leadId: LeadId;
    readonly visitId: Id<'Visit'>;
    readonly news: VisitNews;
  },
): Promise<void> {
  const { leadId, visitId, news } = input;
  await ctx.transaction(async (tx) => {
    const lead = await lockLead(tx.db, leadId);
    if (lead === undefined) return null;
    if (news.kind === 'cancelled' || news.kind === 'done') await closeBooking(tx.db, lead, visitId);
    if (news.kind === 'done') return null;
    const at = 'at' in news ? news.at : null;
    const reason = news.kind === 'booked' ? null : (`visit_${news.kind}` as const);
    await applyNews(ctx, tx, afterVisitNews(lead, { visitId, at }, tx.now), reason);
    return null;
  });
}
