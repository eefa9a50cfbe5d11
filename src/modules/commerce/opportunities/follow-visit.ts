import type { TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { opportunityChanged } from './announce.ts';
import { afterVisit, type Opportunity, type VisitNews } from './opportunity.ts';
import { insertOpportunity, lockOpportunity, saveOpportunity } from './opportunity-store.ts';

/** Keeps the opportunity of a visit as the news of the visit say. News may come twice and in any order. */
export async function followVisit(ctx: Context, news: VisitNews): Promise<void> {
  await ctx.transaction(async (tx) => {
    const before = await lockOpportunity(tx.db, news.facts.cityId, news.facts.visitId);
    const next = afterVisit(before, news);
    if (next === before) return;
    if (before === undefined) await insertOpportunity(tx.db, next);
    else await saveOpportunity(tx.db, next);
    await tx.announce([...concerned(before, next)].map((touchpointId) => opportunityChanged(next, touchpointId)));
  });
}

/** Whoever sells, and whoever sold before: both their screens change. */
function concerned(before: Opportunity | undefined, next: Opportunity): Set<TouchpointId | null> {
  const was = before?.seller?.touchpointId ?? null;
  return new Set([...(was === null ? [] : [was]), next.seller?.touchpointId ?? null]);
}
