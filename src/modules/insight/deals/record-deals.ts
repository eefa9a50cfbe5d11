import type { Context } from '#platform/context';
import type { DealFact } from './deal-fact.ts';
import { insertDeals } from './deal-store.ts';

/** Keeps facts of deals with their sums; each event once, whatever comes twice. Answers how many were new. */
export async function recordDeals(ctx: Context, facts: readonly DealFact[]): Promise<{ added: number }> {
  return ctx.transaction(async (tx) => ({ added: await insertDeals(tx.db, facts) }));
}
