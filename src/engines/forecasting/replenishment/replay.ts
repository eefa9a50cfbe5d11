import { addTotals, orderUpTo, Shelf, type ShelfTotals } from './shelf.ts';

export interface ReplayAsked {
  readonly series: number;
  /** The first day on which something is delivered, the first that counts, and the last. */
  readonly from: number;
  readonly measuredFrom: number;
  readonly to: number;
  /** Of all series, or of each. */
  readonly shelfLifeDays: number | ((series: number) => number);
  /** Something is delivered every so many days. */
  readonly every?: number;
  readonly demand: (series: number, day: number) => number;
  /** Up to how much is ordered in the evening before a day; whoever answers knows nothing of that day. */
  readonly level: (series: number, day: number) => number;
  /** What came of one day of one series, once days are measured. */
  readonly onDay?: (series: number, day: ShelfTotals) => void;
  /** Moves units between shelves in the evening before a day, before anything is ordered. */
  readonly transfer?: (shelves: readonly Shelf[], day: number, isDelivered: boolean) => void;
}

/** Plays days over again with a rule of ordering: delivered overnight, sold first in, first out, thrown away when too old. */
export function replay(asked: ReplayAsked): ShelfTotals {
  const { series, from, measuredFrom, to, shelfLifeDays, demand, level, every = 1 } = asked;
  const totals = { wanted: 0, sold: 0, received: 0, wasted: 0, stock: 0, looks: 0 };
  const lifeOf = typeof shelfLifeDays === 'number' ? (): number => shelfLifeDays : shelfLifeDays;
  const shelves = Array.from({ length: series }, (_, each) => new Shelf(lifeOf(each)));
  for (let day = from; day <= to; day += 1) {
    const isDelivered = (day - from) % every === 0;
    asked.transfer?.(shelves, day, isDelivered);
    for (const [each, shelf] of shelves.entries()) {
      const received = isDelivered ? orderUpTo(level(each, day), shelf.stock) : 0;
      shelf.receive(received);
      const opening = shelf.stock;
      const wanted = demand(each, day);
      const sold = shelf.sell(wanted);
      const closing = shelf.stock;
      const wasted = shelf.endDay();
      if (day < measuredFrom) continue;
      const own = { wanted, sold, received, wasted, stock: opening + closing, looks: 2 };
      addTotals(totals, own);
      asked.onDay?.(each, own);
    }
  }
  return totals;
}
