import type { FeatureSpec } from './gbdt/bins.ts';
import type { Matrix } from './gbdt/binned.ts';
import { RunningSums, type Panel, type SeriesFacts, type Target } from './panel.ts';

/** One number, or code, that a forecast looks at. Of sales it sees nothing after the origin. */
interface Feature extends FeatureSpec {
  readonly of: (target: Target) => number;
}

const WINDOWS = [3, 7, 14, 28] as const;
const WEEK = 7;
/** Same weekdays that are looked back at. */
const WEEKS = 5;
const LAGS = [0, 1, 2] as const;
const RECENT = 14;

/** What a panel tells of targets; made once, asked for many. */
export class PanelFeatures {
  readonly #panel: Panel;
  readonly #features: readonly Feature[];
  readonly #sums: SeriesSums;

  constructor(panel: Panel) {
    this.#panel = panel;
    this.#sums = new SeriesSums(panel);
    this.#features = [
      ...this.#ofTheDay(),
      ...this.#ofTheSeries(),
      ...this.#ofWeekdays(),
      ...this.#ofWhatIsKnown(),
      ...groupsOf(panel.series).flatMap(({ name, codes }) => this.#ofGroup(name, codes)),
      ...this.#ofNames(),
    ];
  }

  get specs(): FeatureSpec[] {
    return this.#features.map(({ name, kind }) => ({ name, kind }));
  }

  matrixOf(targets: readonly Target[]): Matrix {
    const columns = this.#features.map(({ of }) => Float32Array.from(targets, of));
    return { rows: targets.length, features: this.specs, columns };
  }

  #ofTheDay(): Feature[] {
    const { weekdays, days, known } = this.#panel;
    return [
      number('horizon', ({ day, origin }) => day - origin),
      number('weekday', ({ day }) => weekdays[day]!),
      number('weekend', ({ day }) => (weekdays[day]! >= 5 ? 1 : 0)),
      ...known.map(({ name, values }) => number(name, ({ series, day }) => values[series * days + day]!)),
    ];
  }

  #ofTheSeries(): Feature[] {
    const { sales, days } = this.#panel;
    const sums = this.#sums;
    return [
      ...LAGS.map((lag) =>
        number(`sold ${lag} days before`, ({ series, origin }) =>
          origin - lag < 0 ? Number.NaN : sales[series * days + origin - lag]!,
        ),
      ),
      ...WINDOWS.flatMap((window) => [
        number(`mean of ${window} days`, ({ series, origin }) => sums.mean(series, origin - window + 1, origin)),
        number(`mean of ${window} days in stock`, ({ series, origin }) =>
          sums.meanInStock(series, origin - window + 1, origin),
        ),
        number(`out of stock in ${window} days`, ({ series, origin }) =>
          sums.meanOutOfStock(series, origin - window + 1, origin),
        ),
      ]),
      ...[WEEK, RECENT].map((window) =>
        number(`deviation of ${window} days`, ({ series, origin }) =>
          sums.deviation(series, origin - window + 1, origin),
        ),
      ),
      number('most in 14 days', ({ series, origin }) => {
        let most = Number.NaN;
        for (let day = Math.max(0, origin - RECENT + 1); day <= origin; day += 1) {
          const value = sales[series * days + day]!;
          if (!(value <= most)) most = value;
        }
        return most;
      }),
      number('days on sale', ({ series, origin }) => sums.count(series, 0, origin)),
    ];
  }

  #ofWeekdays(): Feature[] {
    const { sales, outOfStock, days } = this.#panel;
    const back = (target: Target, weeks: number): number => {
      const day = target.day - WEEK * weeks;
      return day >= 0 && day <= target.origin ? target.series * days + day : -1;
    };
    const meanOf = (target: Target, inStock: boolean): number => {
      let [sum, count] = [0, 0];
      for (let weeks = 1; weeks <= WEEKS; weeks += 1) {
        const at = back(target, weeks);
        if (at < 0 || Number.isNaN(sales[at]!) || (inStock && outOfStock[at]! > 0)) continue;
        sum += sales[at]!;
        count += 1;
      }
      return count === 0 ? Number.NaN : sum / count;
    };
    const weeksBack = [1, 2, 3];
    const at = (values: Float32Array, target: Target, weeks: number): number => {
      const found = back(target, weeks);
      return found < 0 ? Number.NaN : values[found]!;
    };
    return [
      ...weeksBack.map((weeks) => number(`sold ${weeks} weeks before`, (target) => at(sales, target, weeks))),
      ...weeksBack.map((weeks) =>
        number(`out of stock ${weeks} weeks before`, (target) => at(outOfStock, target, weeks)),
      ),
      number('mean of the weekday', (target) => meanOf(target, false)),
      number('mean of the weekday in stock', (target) => meanOf(target, true)),
    ];
  }

  #ofWhatIsKnown(): Feature[] {
    const { days, known, series: all } = this.#panel;
    return known
      .filter(({ isRelative }) => isRelative)
      .flatMap(({ name, values }) => {
        const sums = new RunningSums(all.length, days, (series, day) => values[series * days + day]!);
        const recent = ({ series, origin }: Target): number => {
          const from = Math.max(0, origin - RECENT + 1);
          return sums.of(series, from, origin) / (origin - from + 1);
        };
        return [
          number(`${name} of late`, recent),
          number(
            `${name} against what it was`,
            (target) => values[target.series * days + target.day]! - recent(target),
          ),
        ];
      });
  }

  /** What others of the same kind sell, in stock: how much, whether it rises, and what the weekday makes of it. */
  #ofGroup(name: string, codes: Int32Array): Feature[] {
    const { days } = this.#panel;
    const sums = new GroupSums(this.#panel, codes);
    const month = (group: number, origin: number): number => sums.mean(group, origin - 27, origin);
    return [
      number(`${name}: mean of 7 days`, ({ series, origin }) => sums.mean(codes[series]!, origin - 6, origin)),
      number(`${name}: trend`, ({ series, origin }) => {
        const group = codes[series]!;
        return sums.mean(group, origin - 6, origin) / month(group, origin);
      }),
      number(`${name}: weekday`, ({ series, day, origin }) => {
        const group = codes[series]!;
        let [sum, count] = [0, 0];
        for (let back = day - WEEK; back >= Math.max(0, day - days); back -= WEEK) {
          if (back > origin) continue;
          sum += sums.sold(group, back);
          count += sums.counted(group, back);
        }
        return sum / count / month(group, origin);
      }),
    ];
  }

  #ofNames(): Feature[] {
    const { series } = this.#panel;
    const depth = Math.max(0, ...series.map(({ categories }) => categories.length));
    return [
      category('item', (target) => series[target.series]!.item),
      category('store', (target) => series[target.series]!.store),
      category('city', (target) => series[target.series]!.city),
      ...Array.from({ length: depth }, (_, level) =>
        category(`category ${level + 1}`, (target) => series[target.series]!.categories[level] ?? Number.NaN),
      ),
    ];
  }
}

const number = (name: string, of: Feature['of']): Feature => ({ name, kind: 'number', of });
const category = (name: string, of: Feature['of']): Feature => ({ name, kind: 'category', of });

/** Sums of each series over spans of days. Days that were not on sale count nothing. */
class SeriesSums {
  readonly #sold: RunningSums;
  readonly #squares: RunningSums;
  readonly #onSale: RunningSums;
  readonly #soldInStock: RunningSums;
  readonly #inStock: RunningSums;
  readonly #outOfStock: RunningSums;

  constructor({ series, days, sales, outOfStock }: Panel) {
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
}

/** Sums over all series of a group, of days on which they were in stock. */
class GroupSums {
  readonly #sold: RunningSums;
  readonly #counted: RunningSums;

  constructor({ series, days, sales, outOfStock }: Panel, codes: Int32Array) {
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
}

/** Series by item, by store, and by the finest category in a city: numbered from 0 on. */
function groupsOf(series: readonly SeriesFacts[]): { readonly name: string; readonly codes: Int32Array }[] {
  const numbered = (keyOf: (facts: SeriesFacts) => string): Int32Array => {
    const numbers = new Map<string, number>();
    return Int32Array.from(series, (facts) => {
      const key = keyOf(facts);
      const known = numbers.get(key) ?? numbers.size;
      numbers.set(key, known);
      return known;
    });
  };
  return [
    { name: 'item', codes: numbered(({ item }) => `${item}`) },
    { name: 'store', codes: numbered(({ store }) => `${store}`) },
    { name: 'category in the city', codes: numbered(({ city, categories }) => `${city}/${categories.at(-1)}`) },
  ];
}
