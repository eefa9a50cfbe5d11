/** What came of a shelf in a time, in units, and of how many looks at it the stock is a mean. */
export interface ShelfTotals {
  readonly wanted: number;
  readonly sold: number;
  readonly received: number;
  /** Thrown away, since its time was over. */
  readonly wasted: number;
  /** Opening and closing stock, added up over days. */
  readonly stock: number;
  readonly looks: number;
}

export function addTotals(into: { -readonly [K in keyof ShelfTotals]: number }, more: ShelfTotals): void {
  into.wanted += more.wanted;
  into.sold += more.sold;
  into.received += more.received;
  into.wasted += more.wasted;
  into.stock += more.stock;
  into.looks += more.looks;
}

/**
 * Units of one item at one place by the days that they may still be sold on, sold first in, first out. What is left when its
 * last day is over is waste.
 */
export class Shelf {
  /** By days left: at 0 what goes at the end of today. */
  readonly #lots: Float64Array;

  /** Units that arrive in the morning may be sold on so many days, the first one included. */
  constructor(shelfLifeDays: number) {
    this.#lots = new Float64Array(shelfLifeDays);
  }

  get stock(): number {
    return this.#lots.reduce((sum, lot) => sum + lot, 0);
  }

  receive(units: number): void {
    this.#lots[this.#lots.length - 1]! += units;
  }

  /** Sells what there is, the oldest first; answers how much. */
  sell(wanted: number): number {
    let left = wanted;
    for (let at = 0; at < this.#lots.length && left > 0; at += 1) {
      const taken = Math.min(left, this.#lots[at]!);
      this.#lots[at]! -= taken;
      left -= taken;
    }
    return wanted - left;
  }

  /** Hands so many units over to another shelf, the oldest first, each with the days that it has left. */
  give(units: number, to: Shelf): void {
    let left = units;
    for (let at = 0; at < this.#lots.length && left > 0; at += 1) {
      const taken = Math.min(left, this.#lots[at]!);
      this.#lots[at]! -= taken;
      to.#lots[at]! += taken;
      left -= taken;
    }
  }

  /** The day is over; answers what has to go. */
  endDay(): number {
    const wasted = this.#lots[0]!;
    this.#lots.copyWithin(0, 1);
    this.#lots[this.#lots.length - 1] = 0;
    return wasted;
  }
}

/** What to order in the evening: up to a level, with what will still be good in the morning counted in. */
export const orderUpTo = (level: number, stock: number): number => Math.max(0, level - stock);
