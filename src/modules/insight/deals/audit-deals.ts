import type { Context } from '#platform/context';
import type { Period } from '../flywheel/period.ts';
import { countDealDifferences, rebuildDealDays } from './deal-store.ts';

/** Checks that the board's sums agree with its facts, and makes those of the period anew where they do not. */
export async function auditDeals(ctx: Context, period: Period): Promise<{ differing: number }> {
  return ctx.transaction(async (tx) => {
    const differing = await countDealDifferences(tx.db, period);
    if (differing > 0) {
      await rebuildDealDays(tx.db, period);
      await tx.audit({
        action: 'rebuild-rollup',
        subject: { kind: 'rollup', id: 'deal_day' },
        details: { ...period, differing },
      });
    }
    return { differing };
  });
}
