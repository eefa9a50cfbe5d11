import { DAY } from '#kernel/time';
import type { Context } from '#platform/context';
import { deleteExpiredHolds } from './hold-store.ts';

const BATCH = 500;

/** Frees the time of holds that ran out; what was asked for with them is forgotten a day later. Answers how many. */
export async function dropExpiredHolds(ctx: Context): Promise<number> {
  for (let dropped = 0; ;) {
    const now = ctx.clock.now();
    const before = new Date(now.getTime() - DAY);
    const gone = await ctx.transaction((tx) => deleteExpiredHolds(tx.db, { now, before, limit: BATCH }));
    dropped += gone;
    if (gone < BATCH) return dropped;
  }
}
