import type { Context } from '#platform/context';
import { soldOver } from '../demand/demand-store.ts';
import { linesToCompare, saveOutcomes } from './line-store.ts';
import type { SupplyLine, SupplyOutcome } from './supply-line.ts';

const AT_ONCE = 2_000;

/**
 * Says of orders whose days are over what came of them, and what would have come of the proposal: units that were missing, and
 * units that were left. Demand is what was sold, and what was expected besides while there was nothing.
 */
export async function compareLines(ctx: Context, upTo: string): Promise<number> {
  const lines = await linesToCompare(ctx.db, upTo, AT_ONCE);
  if (lines.length === 0) return 0;
  const wanted = await soldOver(ctx.db, lines);
  const outcomes = lines.map((line) => ({
    lineId: line.lineId,
    outcome: outcomeOf(line, wanted.get(line.lineId) ?? 0),
  }));
  await ctx.transaction((tx) => saveOutcomes(tx.db, outcomes));
  return lines.length;
}

export function outcomeOf(line: Pick<SupplyLine, 'basis' | 'decided' | 'proposed'>, wanted: number): SupplyOutcome {
  const there = line.basis.stock + line.basis.onTheWay;
  const decided = there + (line.decided ?? 0);
  const asProposed = there + line.proposed;
  return {
    wanted,
    missing: Math.max(0, wanted - decided),
    left: Math.max(0, decided - wanted),
    missingAsProposed: Math.max(0, wanted - asProposed),
    leftAsProposed: Math.max(0, asProposed - wanted),
  };
}
