import { Refusal } from '#kernel/errors';
import type { PickupPointId, SkuId } from '#kernel/ids';
import { stockOf, sumStock, type OrderLine, type StockLine } from '../orders/order-line.ts';
import type { OrderId } from '../orders/order.ts';
import type { ParcelCard } from './parcel-card.ts';
import { spreadShortage } from './shortage.ts';

/** Units of an item that were too little: for one point, or for all that a wave goes to. In stock units. */
export interface WaveShortage {
  readonly skuId: SkuId;
  readonly quantity: number;
  readonly pickupPointId: PickupPointId | null;
}

/** A line that is to go: `due` units of it. */
export interface WaveLine {
  readonly card: ParcelCard;
  readonly bought: OrderLine;
  readonly due: number;
}

export interface PlannedLine extends WaveLine {
  readonly short: number;
}

export interface HolderStock {
  readonly holderId: OrderId;
  readonly lines: readonly StockLine[];
}

export interface WavePlan {
  readonly lines: readonly PlannedLine[];
  /** What leaves the place, by order. */
  readonly issued: readonly HolderStock[];
  /** What does not exist. */
  readonly gone: readonly HolderStock[];
  /** Parts of bundles that cannot be made whole: they lie there and are free again. */
  readonly spare: readonly HolderStock[];
}

/** More of it is short than goes there. */
export class ShortageTooLarge extends Refusal {
  constructor(asked: number, going: number) {
    super('shortage-too-large', 'invalid', { asked, going });
  }
}

/** Of an item in one unit of a line: 0 where it is not in it. */
const unitsIn = ({ bought }: WaveLine, skuId: SkuId): number => {
  if (bought.parts.length === 0) return bought.skuId === skuId ? 1 : 0;
  return bought.parts.reduce((sum, part) => sum + (part.skuId === skuId ? part.quantity : 0), 0);
};

/** What makes good a claim goes before what was ordered. */
const standsSince = ({ card }: WaveLine): Date => (card.replacesFor === null ? card.placedAt : new Date(0));

/** The same item for the same point once; what is for one point before what is for all. */
function merged(shortages: readonly WaveShortage[]): WaveShortage[] {
  const sums = new Map<string, WaveShortage>();
  for (const each of shortages) {
    const key = `${each.skuId}/${each.pickupPointId ?? ''}`;
    sums.set(key, { ...each, quantity: each.quantity + (sums.get(key)?.quantity ?? 0) });
  }
  return [...sums.values()].toSorted((a, b) => Number(a.pickupPointId === null) - Number(b.pickupPointId === null));
}

/**
 * What goes and what does not: shortages are spread by when orders were placed, the last first, in whole units of lines.
 * @throws ShortageTooLarge
 */
export function planWave(lines: readonly WaveLine[], shortages: readonly WaveShortage[]): WavePlan {
  const short = lines.map(() => 0);
  const before: WaveShortage[] = [];
  for (const each of merged(shortages)) {
    const taking = lines.flatMap((line, at) => {
      const units = unitsIn(line, each.skuId);
      const goesThere = each.pickupPointId === null || line.card.pickupPointId === each.pickupPointId;
      return units > 0 && goesThere ? [{ line, at, units }] : [];
    });
    const going = taking.reduce((sum, { line, units }) => sum + line.due * units, 0);
    if (each.quantity > going) throw new ShortageTooLarge(each.quantity, going);
    // Bundles that are short of something else do not take it either.
    const freed = taking.reduce((sum, { at, units }) => sum + (short[at] ?? 0) * units, 0);
    const meant = before
      .filter(
        (one) => one.skuId === each.skuId && (each.pickupPointId === null || one.pickupPointId === each.pickupPointId),
      )
      .reduce((sum, one) => sum + one.quantity, 0);
    const spread = spreadShortage(
      taking.map(({ line, at, units }) => ({
        key: at,
        units: line.due - (short[at] ?? 0),
        each: units,
        placedAt: standsSince(line),
        tieBreak: `${line.card.orderId}/${String(line.bought.lineNo).padStart(3, '0')}/${line.card.parcelId}`,
      })),
      Math.max(0, Math.min(each.quantity - (freed - meant), going - freed)),
    );
    for (const { key, units } of spread.lines) short[key] = (short[key] ?? 0) + units;
    before.push(each);
  }
  const planned = lines.map((line, at) => ({ ...line, short: short[at] ?? 0 }));
  return {
    lines: planned,
    issued: byHolder(planned, (line) => line.due - line.short),
    ...takenBack(planned, shortages),
  };
}

/** Stock of units of lines, by order. */
function byHolder(lines: readonly PlannedLine[], unitsOf: (line: PlannedLine) => number): HolderStock[] {
  const of = Map.groupBy(
    lines.filter((line) => unitsOf(line) > 0),
    (line) => line.card.orderId,
  );
  return [...of].map(([holderId, each]) => ({
    holderId,
    lines: sumStock(each.flatMap((line) => stockOf(line.bought, unitsOf(line), line.card.placeId))),
  }));
}

/** Of what short units would have taken: so much does not exist, the rest of it lies there. */
function takenBack(
  lines: readonly PlannedLine[],
  shortages: readonly WaveShortage[],
): Pick<WavePlan, 'gone' | 'spare'> {
  const missing = new Map<SkuId, number>();
  for (const { skuId, quantity } of shortages) missing.set(skuId, (missing.get(skuId) ?? 0) + quantity);
  const split = byHolder(lines, (line) => line.short).map(({ holderId, lines: held }) => ({
    holderId,
    lines: held.map((line) => {
      const gone = Math.min(line.quantity, missing.get(line.skuId) ?? 0);
      missing.set(line.skuId, (missing.get(line.skuId) ?? 0) - gone);
      return { line, gone };
    }),
  }));
  const pick = (unitsOf: (each: { line: StockLine; gone: number }) => number): HolderStock[] =>
    split.flatMap(({ holderId, lines: held }) => {
      const picked = held.flatMap((each) => (unitsOf(each) > 0 ? [{ ...each.line, quantity: unitsOf(each) }] : []));
      return picked.length === 0 ? [] : [{ holderId, lines: picked }];
    });
  return { gone: pick((each) => each.gone), spare: pick((each) => each.line.quantity - each.gone) };
}
