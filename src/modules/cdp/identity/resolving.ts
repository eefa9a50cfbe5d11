import type { Context, Tx } from '#platform/context';
import { remember } from './identifier-cache.ts';
import { enterLane } from './identity-store.ts';

export type Learned = readonly { readonly key: string; readonly subjectId: string }[];

/**
 * Runs work that resolves identities in one transaction. Work that lost a race is run again, alone, so that it
 * cannot lose twice; what it learned is remembered once it is committed.
 */
export async function resolving<T>(
  ctx: Context,
  work: (tx: Tx) => Promise<{ readonly answer: T; readonly learned: Learned }>,
): Promise<T> {
  let attempts = 0;
  let learned: Learned = [];
  const answer = await ctx.transaction(async (tx) => {
    attempts += 1;
    await enterLane(tx.db, attempts === 1 ? 'together' : 'alone');
    const done = await work(tx);
    learned = done.learned;
    return done.answer;
  });
  remember(ctx, learned);
  return answer;
}
