import { addDays } from '#kernel/time';
import type { Context } from '#platform/context';
import { deleteClosedReservations } from './reservation-store.ts';

/** Claims are long over by then; what moved stays in the ledger. */
const KEEP_DAYS = 180;
const AT_ONCE = 5_000;

/** Forgets reservations that were closed long ago. */
export async function forgetClosed(ctx: Context): Promise<void> {
  const before = addDays(ctx.clock.now(), -KEEP_DAYS);
  while ((await deleteClosedReservations(ctx.db, before, AT_ONCE)) === AT_ONCE);
}
