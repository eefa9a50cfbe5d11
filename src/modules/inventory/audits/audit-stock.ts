import { DAY } from '#kernel/time';
import type { Context } from '#platform/context';
import { StockAuditFailed } from '../events.ts';
import { citiesWithStock, compareCity, insertAudit } from './audit-store.ts';
import type { StockAudit, StockAuditId } from './stock-audit.ts';

/**
 * Checks every counter against its ledger and its reservations, city by city. What differs is written down and
 * announced, never mended: a counter that is wrong has a cause that somebody has to find.
 */
export async function auditStock(ctx: Context): Promise<StockAudit> {
  const startedAt = ctx.clock.now();
  const overdueAt = new Date(startedAt.getTime() - DAY);
  const runId: StockAuditId = ctx.newId<'StockAudit'>();
  let rowsChecked = 0;
  let differences = 0;
  for (const cityId of await citiesWithStock(ctx.db)) {
    await ctx.under(cityId).transaction(async (tx) => {
      const found = await compareCity(tx.db, { cityId, runId, overdueAt });
      rowsChecked += found.rows;
      differences += found.differences;
      if (found.differences > 0) {
        await tx.announce([StockAuditFailed(runId, { cityId, runId, differences: found.differences })]);
      }
    });
  }
  const audit = { runId, startedAt, finishedAt: ctx.clock.now(), rowsChecked, differences };
  await ctx.under('run').transaction(async (tx) => insertAudit(tx.db, audit));
  return audit;
}
