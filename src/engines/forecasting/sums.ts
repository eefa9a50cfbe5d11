import type { Panel, SeriesFacts, Target } from './panel.ts';

const WEEK = 7;
/** Same weekdays that are looked back at. */
const WEEKS = 5;

/** Sums from the first day on, so that those of any span are a subtraction. */
export class RunningSums {
  readonly #days: number;
  readonly #sums: Float64Array;

  /** `valueAt` answers NaN for days that do not count. */
  constructor(rows: number, days: number, valueAt: (row: number, day: number) => number) {
    this.#days = days;
    this.#sums = new Float64Array(rows * (days + 1));
    for (let row = 0; row < rows; row += 1) {
      let sum = 0;
      for (let day = 0; day < days; day += 1) {
        const value = valueAt(row, day);
        if (!Number.isNaN(value)) sum += value;
        this.#sums[row * (days + 1) + day + 1] = sum;
      }
    }
  }

  /** Of days `from` to `to`, both included; days before the first count nothing. */
  of(row: number, from: number, to: number): number {
    const base = row * (this.#days + 1);
    return this.#sums[base + to + 1]! - this.#sums[base + Math.max(0, from)]!;
  }
}

/** Sums of each series over spans of days. Days that were not on sale count nothing. */
export class SeriesSums {
  readonly #sold: RunningSums;
  readonly #squares: RunningSums;
  readonly #onSale: RunningSums;
  readonly #soldInStock: RunningSums;
  readonly #inStock: RunningSums;
  readonly #outOfStock: RunningSums;
  readonly #panel: Panel;

  constructor(panel: Panel) {
    const { series, days, sales, outOfStock } = panel;
    this.#panel = panel;
    const sums = (valueAt: (at: number) => number): RunningSums =>
      new RunningSums(series.length, days, (row, day) => {
        const at = row * days + day;
        return Number.isNaN(sales[at]!) ? Number.NaN : valueAt(at);
      });
    this.#sold = sums((at) => sales[at]!);
    this.#squares = sums((at) => sales[at]! ** 2);
    this.#onSale = sums(() => 1);
    this.#soldInStock = sums((at) => (outOfStock[at] === 0 ? sales[at]! : 0));
    this.#inStock = sums((at) => (outOfStock[at] === 0 ? 1 : 0));
    this.#outOfStock = sums((at) => outOfStock[at]!);
  }

  count = (series: number, from: number, to: number): number => this.#onSale.of(series, from, to);
  mean = (series: number, from: number, to: number): number =>
    this.#sold.of(series, from, to) / this.count(series, from, to);
  meanInStock = (series: number, from: number, to: number): number =>
    this.#soldInStock.of(series, from, to) / this.#inStock.of(series, from, to);
  meanOutOfStock = (series: number, from: number, to: number): number =>
    this.#outOfStock.of(series, from, to) / this.count(series, from, to);
  deviation = (series: number, from: number, to: number): number =>
    Math.sqrt(
      Math.max(0, this.#squares.of(series, from, to) / this.count(series, from, to) - this.mean(series, from, to) ** 2),
    );

  /** Where the same weekday so many weeks before lies; -1 where nothing is known of it at the origin. */
  weeksBack({ series, day, origin }: Target, weeks: number): number {
    const back = day - WEEK * weeks;
    return back >= 0 && back <= origin ? series * this.#panel.days + back : -1;
  }

  meanOfWeekday(target: Target, inStock: boolean): number {
    const { sales, outOfStock } = this.#panel;
    let [sum, count] = [0, 0];
    for (let weeks = 1; weeks <= WEEKS; weeks += 1) {
      const at = this.weeksBack(target, weeks);
      if (at < 0 || Number.isNaN(sales[at]!) || (inStock && outOfStock[at]! > 0)) continue;
      sum += sales[at]!;
      count += 1;
    }
    return count === 0 ? Number.NaN : sum / count;
  }
}

/** Sums over all series of a group, of days on which they were in stock. */
export class GroupSums {
  readonly #sold: RunningSums;
  readonly #counted: RunningSums;
  readonly #days: number;

  constructor({ series, days, sales, outOfStock }: Panel, codes: Int32Array) {
    this.#days = days;
    const groups = codes.reduce((most, code) => Math.max(most, code + 1), 0);
    const sold = new Float64Array(groups * days);
    const counted = new Float64Array(groups * days);
    for (let row = 0; row < series.length; row += 1) {
      for (let day = 0; day < days; day += 1) {
        const at = row * days + day;
        if (outOfStock[at] !== 0 || Number.isNaN(sales[at]!)) continue;
        sold[codes[row]! * days + day]! += sales[at]!;
        counted[codes[row]! * days + day]! += 1;
      }
    }
    this.#sold = new RunningSums(groups, days, (group, day) => sold[group * days + day]!);
    this.#counted = new RunningSums(groups, days, (group, day) => counted[group * days + day]!);
  }

  sold = (group: number, day: number): number => this.#sold.of(group, day, day);
  counted = (group: number, day: number): number => this.#counted.of(group, day, day);
  mean = (group: number, from: number, to: number): number =>
    this.#sold.of(group, from, to) / this.#counted.of(group, from, to);
  month = (group: number, origin: number): number => this.mean(group, origin - 27, origin);

  /** What a weekday makes of a mean day of the last four weeks. */
  weekdayFactor(group: number, { day, origin }: { readonly day: number; readonly origin: number }): number {
    let [sum, count] = [0, 0];
    for (let back = day - WEEK; back >= Math.max(0, day - this.#days); back -= WEEK) {
      if (back > origin) continue;
      sum += this.sold(group, back);
      count += this.counted(group, back);
    }
    return sum / count / this.month(group, origin);
  }
}

export interface Group {
  readonly name: string;
  /** By series. */
  readonly codes: Int32Array;
  readonly sums: GroupSums;
}

/** Series by item, by store, and by the finest category in a city: numbered from 0 on. */
export function groupsOf(panel: Panel): { readonly item: Group; readonly store: Group; readonly category: Group } {
  const { series } = panel;
  const numbered = (keyOf: (facts: SeriesFacts) => string): Int32Array => {
    const numbers = new Map<string, number>();
    return Int32Array.from(series, (facts) => {
      const key = keyOf(facts);
      const known = numbers.get(key) ?? numbers.size;
      numbers.set(key, known);
      return known;
    });
  };
  const group = (name: string, keyOf: (facts: SeriesFacts) => string): Group => {
    const codes = numbered(keyOf);
    return { name, codes, sums: new GroupSums(panel, codes) };
  };
  return {
    item: group('item', ({ item }) => `${item}`),
    store: group('store', ({ store }) => `${store}`),
    category: group('category in the city', ({ city, categories }) => `${city}/${categories.at(-1)}`),
  };
}
