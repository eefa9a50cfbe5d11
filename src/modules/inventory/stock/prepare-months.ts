import type { Context } from '#platform/context';
import { createMonth, monthOf } from './movement-store.ts';

const MONTHS_AHEAD = 3;

/** Makes the partitions of this month and the next three, so that the ledger stays in pieces that can be put away. */
export async function prepareMonths(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
    await ctx.transaction(async (tx) => createMonth(tx.db, monthOf(now, ahead)));
  }
}
