import { addDays, businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import type { Period } from '../flywheel/period.ts';
import { differences, knownDays, rebuildDays, type Difference } from './fact-store.ts';

const SHOWN = 200;
/** The nightly audit looks back so far: what is older does not change any more. */
const AUDITED_DAYS = 35;

/**
 * Checks that the sums agree with the facts, and makes those of the period anew where they do not; the audit keeps what
 * was wrong. Answers the differences found, at most 200.
 */
export async function auditRollup(ctx: Context, period: Period): Promise<{ differing: Difference[] }> {
  return ctx.transaction(async (tx) => {
    const differing = await differences(tx.db, period, SHOWN);
    if (differing.length > 0) {
      await rebuildDays(tx.db, period);
      await tx.audit({
        action: 'rebuild-rollup',
        subject: { kind: 'rollup', id: 'stage_day' },
        details: { ...period, differing: differing.length, first: differing[0] },
      });
    }
    return { differing };
  });
}

/** What the nightly job audits. */
export function auditedPeriod(now: Date): Period {
  return { from: businessDay(addDays(now, -AUDITED_DAYS)), to: businessDay(now) };
}

/** Makes all sums anew from the facts: after a restore, or when the way of summing has changed. */
export async function rebuildRollup(ctx: Context): Promise<void> {
  await ctx.transaction(async (tx) => {
    const period = await knownDays(tx.db);
    if (period === undefined) return;
    await rebuildDays(tx.db, period);
    await tx.audit({ action: 'rebuild-rollup', subject: { kind: 'rollup', id: 'stage_day' }, details: { ...period } });
  });
}
