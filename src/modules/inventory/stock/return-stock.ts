import type { CityId } from '#kernel/ids';
import type { Tx } from '#platform/context';
import { putBack } from './counter-store.ts';
import { mergeLines, type StockLine, type StockReference } from './stock.ts';

/**
 * Part: goods come back after they were handed over: for sale again, or as waste, which is written down and changes no
 * counter. Each call puts back; the caller's state says that it is the first. One statement.
 */
export async function returnStock(
  tx: Tx,
  asked: {
    readonly cityId: CityId;
    readonly reference: StockReference;
    readonly lines: readonly StockLine[];
    readonly condition: 'sellable' | 'waste';
  },
): Promise<void> {
  const lines = mergeLines(asked.lines);
  if (lines.length === 0) return;
  const origin = { reference: asked.reference, reason: null, userId: userOf(tx), at: tx.now };
  await putBack(tx.db, { cityId: asked.cityId, lines, sellable: asked.condition === 'sellable', origin });
}

const userOf = ({ actor }: Tx) => (actor.kind === 'user' ? actor.userId : null);
