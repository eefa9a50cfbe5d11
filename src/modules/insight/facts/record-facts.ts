import type { Context } from '#platform/context';
import { insertFacts } from './fact-store.ts';
import type { StageFact } from './fact.ts';

/** Keeps facts of the loop with their sums; each event once, whatever comes twice. Answers how many were new. */
export async function recordFacts(ctx: Context, facts: readonly StageFact[]): Promise<{ added: number }> {
  return ctx.transaction(async (tx) => ({ added: await insertFacts(tx.db, facts) }));
}
