import type { FeatureSpec } from './gbdt/bins.ts';
import type { Matrix } from './gbdt/binned.ts';
import { knownOf, type Panel, type Target } from './panel.ts';
import { groupsOf, RunningSums, SeriesSums, type Group } from './sums.ts';

/** One number, or code, that a forecast looks at. Of sales it sees nothing after the origin. */
interface Feature extends FeatureSpec {
  readonly of: (target: Target) => number;
}

const WINDOWS = [3, 7, 14, 28] as const;
const WEEK = 7;
const LAGS = [0, 1, 2] as const;
const RECENT = 14;

/** What a panel tells of targets; made once, asked for many. */
export class PanelFeatures {
  readonly #panel: Panel;
  readonly #features: readonly Feature[];
  readonly sums: SeriesSums;
  readonly groups: ReturnType<typeof groupsOf>;

  constructor(panel: Panel) {
    this.#panel = panel;
    this.sums = new SeriesSums(panel);
    this.groups = groupsOf(panel);
    this.#features = [
      ...this.#ofTheDay(),
      ...this.#ofTheSeries(),
      ...this.#ofWeekdays(),
      ...this.#ofWhatIsKnown(),
      ...Object.values(this.groups).flatMap((group) => this.#ofGroup(group)),
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
      ...known.map((column) => number(column.name, ({ series, day }) => knownOf(column, days, series, day))),
    ];
  }

  #ofTheSeries(): Feature[] {
    const { sales, days } = this.#panel;
    const sums = this.sums;
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
    const { sales, outOfStock } = this.#panel;
    const { sums } = this;
    const weeksBack = [1, 2, 3];
    const at = (values: Float32Array, target: Target, weeks: number): number => {
      const found = sums.weeksBack(target, weeks);
      return found < 0 ? Number.NaN : values[found]!;
    };
    return [
      ...weeksBack.map((weeks) => number(`sold ${weeks} weeks before`, (target) => at(sales, target, weeks))),
      ...weeksBack.map((weeks) =>
        number(`out of stock ${weeks} weeks before`, (target) => at(outOfStock, target, weeks)),
      ),
      number('mean of the weekday', (target) => sums.meanOfWeekday(target, false)),
      number('mean of the weekday in stock', (target) => sums.meanOfWeekday(target, true)),
    ];
  }

  #ofWhatIsKnown(): Feature[] {
    const { days, known, series: all } = this.#panel;
    return known
      .filter(({ isRelative }) => isRelative)
      .flatMap((column) => {
        const { name } = column;
        const sums = new RunningSums(all.length, days, (series, day) => knownOf(column, days, series, day));
        const recent = ({ series, origin }: Target): number => {
          const from = Math.max(0, origin - RECENT + 1);
          return sums.of(series, from, origin) / (origin - from + 1);
        };
        return [
          number(`${name} of late`, recent),
          number(
            `${name} against what it was`,
            (target) => knownOf(column, days, target.series, target.day) - recent(target),
          ),
        ];
      });
  }

  /** What others of the same kind sell, in stock: how much, whether it rises, and what the weekday makes of it. */
  #ofGroup({ name, codes, sums }: Group): Feature[] {
    return [
      number(`${name}: mean of 7 days`, ({ series, origin }) => sums.mean(codes[series]!, origin - 6, origin)),
      number(`${name}: trend`, ({ series, origin }) => {
        const group = codes[series]!;
        return sums.mean(group, origin - 6, origin) / sums.month(group, origin);
      }),
      number(`${name}: weekday`, (target) => sums.weekdayFactor(codes[target.series]!, target)),
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
