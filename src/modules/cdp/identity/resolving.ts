import type { Context, Tx } from '#platform/context';
import { remember } from './identifier-cache.ts';
import { enterSlowLane } from './identity-store.ts';

export type Learned = readonly { readonly key: string; readonly subjectId: string }[];

/**
 * Runs work that resolves identities in one transaction. Work that lost a race is run again, then one at a time, so that
 * it cannot lose forever; what it learned is remembered once it is committed.
 */
export async function resolving<T>(
  ctx: Context,
  work: (tx: Tx) => Promise<{ readonly answer: T; readonly learned: Learned }>,
): Promise<T> {
  let attempts = 0;
  let learned: Learned = [];
  const answer = await ctx.transaction(async (tx) => {
    attempts += 1;
    if (attempts > 1) await enterSlowLane(tx.db);
    const done = await work(tx);
    learned = done.learned;
    return done.answer;
  });
  remember(ctx, learned);
  return answer;
}
