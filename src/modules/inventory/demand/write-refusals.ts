import { addDays } from '#kernel/time';
import type { Context } from '#platform/context';
import { addRefusals, deleteRefusalsBefore } from './refusal-store.ts';
import { takeRefusals } from './refusals.ts';

const KEEP_DAYS = 90;

/** Writes down what this process refused since the last time, and forgets what is old. */
export async function writeRefusals(ctx: Context): Promise<void> {
  const refused = takeRefusals();
  if (refused.length === 0) return;
  await ctx.db.transaction().execute(async (db) => {
    await addRefusals(db, refused);
    await deleteRefusalsBefore(db, addDays(ctx.clock.now(), -KEEP_DAYS));
  });
}
