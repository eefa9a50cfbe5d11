import type { Outcome } from './conformal.ts';
import type { PanelFeatures } from './features.ts';
import type { Target } from './panel.ts';

/** How a figure came about: by the trees, as the last weeks of its own were, or as others of its kind sell. */
export type Method = 'model' | 'naive' | 'similar';

/** A series is judged once so many of its days could be checked. */
const LEAST_CHECKED = 10;
/** The model must be worse by so many standard errors: else chance decides. */
const SURE = 3;
/** What others sell counts for as much as so many days of one's own. */
const PRIOR_DAYS = 7;
const MONTH = 28;
/** From so many days on sale on, a series stands for itself. */
const NEW_UNTIL = 14;

/** What the last weeks say by themselves: the mean of the weekday where it is known, else that of seven days, both in stock. */
export function naiveOf(features: PanelFeatures, { series, day, origin }: Target): number {
  const { sums } = features;
  const weekday = sums.meanOfWeekday({ series, day, origin }, true);
  const week = sums.meanInStock(series, origin - 6, origin);
  const month = sums.meanInStock(series, origin - MONTH + 1, origin);
  return [weekday, week, month, 0].find((each) => !Number.isNaN(each))!;
}

/** The series on which the last weeks by themselves were surely nearer than the model. */
export function seriesWithoutModel(
  heldOut: readonly (Outcome & Target)[],
  naive: (target: Target) => number,
): Set<number> {
  const without = new Set<number>();
  for (const [series, own] of Map.groupBy(heldOut, (each) => each.series)) {
    if (own.length < LEAST_CHECKED) continue;
    const worse = own.map((each) => Math.abs(each.mean - each.actual) - Math.abs(naive(each) - each.actual));
    const sum = worse.reduce((total, each) => total + each, 0);
    const squares = worse.reduce((total, each) => total + each * each, 0);
    if (sum > SURE * Math.sqrt(squares)) without.add(series);
  }
  return without;
}

/** What others like a series sell at an origin: made once, asked for every new series. */
export class Similar {
  readonly #features: PanelFeatures;
  readonly #origin: number;
  /** By store, what it sells of its items against what others sell of them. */
  readonly #places: ReadonlyMap<number, number>;

  constructor(features: PanelFeatures, origin: number) {
    this.#features = features;
    this.#origin = origin;
    const { item, store } = features.groups;
    const sums = new Map<number, { own: number; usual: number }>();
    for (const [series, place] of store.codes.entries()) {
      const own = features.sums.meanInStock(series, origin - MONTH + 1, origin);
      const usual = item.sums.month(item.codes[series]!, origin);
      if (isNew(features, { series, origin }) || Number.isNaN(own) || Number.isNaN(usual)) continue;
      const sum = sums.get(place) ?? { own: 0, usual: 0 };
      sums.set(place, { own: sum.own + own, usual: sum.usual + usual });
    }
    this.#places = new Map([...sums].map(([place, { own, usual }]) => [place, usual > 0 ? own / usual : 1]));
  }

  /**
   * Of a series that is new, the less the longer it is known: its item elsewhere in proportion to what its place sells of
   * other things, else its category in the city, as the weekday goes there.
   */
  shrunk(target: Target, own: number): number {
    const { sums, groups } = this.#features;
    const { item, store, category } = groups;
    const { series } = target;
    const known = sums.count(series, 0, this.#origin);
    const kind = category.codes[series]!;
    const levels = [item.sums.month(item.codes[series]!, this.#origin), category.sums.month(kind, this.#origin)];
    const level = levels.find((each) => !Number.isNaN(each));
    if (level === undefined) return own;
    const factor = category.sums.weekdayFactor(kind, target);
    const weekday = Number.isNaN(factor) ? 1 : factor;
    const similar = level * weekday * (this.#places.get(store.codes[series]!) ?? 1);
    return (known * own + PRIOR_DAYS * similar) / (known + PRIOR_DAYS);
  }
}

export const isNew = (features: PanelFeatures, { series, origin }: Pick<Target, 'series' | 'origin'>): boolean =>
  features.sums.count(series, 0, origin) < NEW_UNTIL;
