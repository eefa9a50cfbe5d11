import type { Context } from '#platform/context';
import { expireDue } from './coupon-store.ts';

const BATCH = 1_000;
const MOST = 50_000;

/** Ends coupons whose time is over, in batches of a transaction each; answers how many. What is left comes next time. */
export async function expireCoupons(ctx: Context): Promise<number> {
  let ended = 0;
  for (let batch = BATCH; batch === BATCH && ended < MOST; ended += batch) {
    batch = await expireDue(ctx.db, ctx.clock.now(), BATCH);
  }
  return ended;
}
