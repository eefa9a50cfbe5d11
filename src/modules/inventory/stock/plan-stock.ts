import type { CityId, SkuId, StockPlaceId } from '#kernel/ids';
import type { Tx } from '#platform/context';
import { changeStock } from './change-stock.ts';
import type { ChangedCounter } from './counter-store.ts';
import { MAX_UNITS, type StockReference } from './stock.ts';

/** More (or, negative, less) of an item is to come to a place. */
export interface PlannedLine {
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
  readonly change: number;
}

/**
 * Part: the quota of a day's group buy, or a purchase, up or down; never below what is reserved. `asFarAsPossible` takes
 * down only what nobody reserved (a group buy that closes) instead of refusing. Answers what was changed.
 * @throws StockPromised
 */
export async function planStock(
  tx: Tx,
  asked: {
    readonly cityId: CityId;
    readonly reference: StockReference;
    readonly lines: readonly PlannedLine[];
    readonly asFarAsPossible?: boolean;
  },
): Promise<readonly ChangedCounter[]> {
  const { cityId, reference, lines, asFarAsPossible = false } = asked;
  const changes = mergePlanned(lines).map(({ placeId, skuId, change }) => ({
    cityId,
    placeId,
    skuId,
    kind: 'planned' as const,
    onHand: 0,
    incoming: change,
  }));
  return changeStock(tx, changes, { reference }, { asFarAsPossible });
}

function mergePlanned(lines: readonly PlannedLine[]): PlannedLine[] {
  const merged = new Map<string, PlannedLine>();
  for (const line of lines) {
    if (!Number.isInteger(line.change) || Math.abs(line.change) > MAX_UNITS) {
      throw new RangeError(`not a number of units: ${line.change}`);
    }
    const key = `${line.placeId}/${line.skuId}`;
    merged.set(key, { ...line, change: line.change + (merged.get(key)?.change ?? 0) });
  }
  return [...merged.values()].filter((line) => line.change !== 0);
}
