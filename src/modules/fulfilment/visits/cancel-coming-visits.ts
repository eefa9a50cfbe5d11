import type { Context } from '#platform/context';
import { callOff } from './cancel-visit.ts';
import { lockComingVisits, type VisitPurpose } from './visit-store.ts';
import type { CancelReason } from './visit.ts';

/**
 * What visits were for is over: those that nobody has set out to are called off, each saying why to its customer and to
 * whoever was to come. Visits under way, done or called off before stay as they are.
 */
export async function cancelComingVisits(
  ctx: Context,
  over: { readonly purpose: VisitPurpose; readonly reason: CancelReason },
): Promise<{ cancelled: number }> {
  return ctx.transaction(async (tx) => {
    const visits = await lockComingVisits(tx.db, over.purpose);
    for (const visit of visits) await callOff(tx, visit, 'system', over.reason);
    return { cancelled: visits.length };
  });
}
