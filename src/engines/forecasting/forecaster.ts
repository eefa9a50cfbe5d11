import { seededRandom } from '#kernel/random';
import { calibrate, quantileOf, type Calibration, type Outcome } from './conformal.ts';
import { isNew, naiveOf, seriesWithoutModel, Similar, type Method } from './fallback.ts';
import type { PanelFeatures } from './features.ts';
import { putIntoBins } from './gbdt/binned.ts';
import { predict, type Model } from './gbdt/model.ts';
import { DEFAULT_TRAINING, train, type TrainingHooks, type TrainOptions } from './gbdt/train.ts';
import type { Panel, Target } from './panel.ts';

export interface ForecastOptions {
  /** So many days ahead at most. */
  readonly horizons: number;
  readonly seed: number;
  /** How many of the possible origins each day is learnt from. */
  readonly originsADay: number;
  /** Rows that a model learns from at most: more are drawn. */
  readonly mostRows: number;
  readonly training: Partial<TrainOptions>;
}

export const DEFAULT_FORECASTING: ForecastOptions = {
  horizons: 7,
  seed: 1,
  originsADay: 1,
  mostRows: 400_000,
  // Many small steps, each of which sees some of the rows and features, forget what happened once.
  training: { trees: 250, rate: 0.05, featureShare: 0.4, rowShare: 0.7 },
};

/** Daily demand is zero on many days and has a long tail: between Poisson and gamma, nearer to Poisson. */
const LOSS = { kind: 'tweedie', power: 1.3 } as const;
/** A series is learnt from once it has been known for so many days. */
const WARM_UP = 14;
/** The last so many weeks are held out to learn how far forecasts are off. */
const HELD_OUT_WEEKS = 3;
const WEEK = 7;
/** Shelf lives and times between orders that can be reckoned with, in days. */
const MOST_SPAN = 5;

export interface Forecaster {
  readonly model: Model;
  readonly origin: number;
  readonly calibration: Calibration;
  /** Of what is wanted on so many days together, from two on: at 0 two days. */
  readonly spans: readonly Calibration[];
  /** Series on which the last weeks by themselves were nearer. */
  readonly withoutModel: ReadonlySet<number>;
  readonly checked: Checked;
}

/** What came of the forecasts that were held out, in units, all together. */
export interface Checked {
  readonly days: number;
  readonly actual: number;
  readonly expected: number;
  readonly absolute: number;
  /** How far off the last weeks by themselves were on the same days. */
  readonly naiveAbsolute: number;
}

export interface Forecasts {
  /** By target: units expected if nothing runs out. */
  readonly means: Float64Array;
  /** By target, how its mean came about. */
  readonly methods: readonly Method[];
  /** The units that so large a share of days needs no more than. */
  readonly quantiles: (share: number) => Float64Array;
}

/**
 * Learns from everything up to and with the origin; days on which something ran out are not learnt from, since what was
 * wanted then is not known. A first model that does not see the last three weeks says how far forecasts are off there.
 */
export function trainForecaster(
  panel: Panel,
  features: PanelFeatures,
  origin: number,
  options: ForecastOptions = DEFAULT_FORECASTING,
  hooks: TrainingHooks = {},
): Forecaster {
  const heldOut: (Outcome & Target)[] = [];
  const before = origin - HELD_OUT_WEEKS * WEEK;
  if (before > 2 * WARM_UP) {
    const earlier = learn(panel, features, before, options, hooks);
    for (let from = before; from < origin; from += WEEK) {
      // What is new is forecast otherwise, and says nothing of how far off the others are.
      const targets = inStockTargets(panel, from, Math.min(options.horizons, origin - from)).filter(
        (target) => !isNew(features, target),
      );
      const means = predicted(earlier, features, targets);
      for (const [at, target] of targets.entries()) {
        heldOut.push({ ...target, mean: means[at]!, leadTime: target.day - from, actual: soldOf(panel, target) });
      }
    }
  }
  const spans = Array.from({ length: MOST_SPAN - 1 }, (_, at) => calibrate(together(heldOut, at + 2)));
  const naive = (target: Target): number => naiveOf(features, target);
  const withoutModel = seriesWithoutModel(heldOut, naive);
  const model = learn(panel, features, origin, options, hooks);
  const checked = checkedOf(heldOut, naive);
  return { model, origin, calibration: calibrate(heldOut), spans, withoutModel, checked };
}

function checkedOf(heldOut: readonly (Outcome & Target)[], naive: (target: Target) => number): Checked {
  const sums = { days: heldOut.length, actual: 0, expected: 0, absolute: 0, naiveAbsolute: 0 };
  for (const each of heldOut) {
    sums.actual += each.actual;
    sums.expected += each.mean;
    sums.absolute += Math.abs(each.mean - each.actual);
    sums.naiveAbsolute += Math.abs(naive(each) - each.actual);
  }
  return sums;
}

/** What was wanted on so many days in a row, all of them in stock. */
function together(outcomes: readonly (Outcome & Target)[], length: number): Outcome[] {
  const spans: Outcome[] = [];
  for (let at = 0; at + length <= outcomes.length; at += 1) {
    const own = outcomes.slice(at, at + length);
    const [first, last] = [own[0]!, own.at(-1)!];
    const isInARow =
      last.series === first.series && last.origin === first.origin && last.day - first.day === length - 1;
    if (!isInARow) continue;
    const sumOf = (of: 'mean' | 'actual'): number => own.reduce((sum, each) => sum + each[of], 0);
    spans.push({ mean: sumOf('mean'), actual: sumOf('actual'), leadTime: first.leadTime });
  }
  return spans;
}

/** What is expected of targets that lie after the forecaster's origin, all as seen from one day. */
export function forecast(forecaster: Forecaster, features: PanelFeatures, targets: readonly Target[]): Forecasts {
  const { model, calibration, withoutModel } = forecaster;
  const means = predicted(model, features, targets);
  const similar = new Similar(features, targets[0]?.origin ?? forecaster.origin);
  const methods = targets.map((target, at): Method => {
    if (isNew(features, target)) {
      means[at] = similar.shrunk(target, means[at]!);
      return 'similar';
    }
    if (!withoutModel.has(target.series)) return 'model';
    means[at] = naiveOf(features, target);
    return 'naive';
  });
  return {
    means,
    methods,
    quantiles: (share) =>
      means.map((mean, at) => quantileOf(calibration, mean, targets[at]!.day - targets[at]!.origin, share)),
  };
}

function learn(
  panel: Panel,
  features: PanelFeatures,
  origin: number,
  options: ForecastOptions,
  hooks: TrainingHooks,
): Model {
  const targets = trainingTargets(panel, origin, options);
  const values = Float64Array.from(targets, (target) => soldOf(panel, target));
  const training = { ...DEFAULT_TRAINING, ...options.training, seed: options.seed, loss: LOSS };
  return train({ matrix: features.matrixOf(targets), values }, training, hooks);
}

const predicted = (model: Model, features: PanelFeatures, targets: readonly Target[]): Float64Array =>
  predict(model, putIntoBins(features.matrixOf(targets), model.bins));

const soldOf = ({ sales, days }: Panel, { series, day }: Target): number => sales[series * days + day]!;

const isLearntFrom = ({ sales, outOfStock, days }: Panel, series: number, day: number): boolean =>
  outOfStock[series * days + day] === 0 && !Number.isNaN(sales[series * days + day]!);

/** Days up to the origin that were in stock, each as seen from some earlier day. */
function trainingTargets(panel: Panel, origin: number, options: ForecastOptions): Target[] {
  const { horizons, originsADay, mostRows, seed } = options;
  const random = seededRandom(seed);
  const targets: Target[] = [];
  for (let series = 0; series < panel.series.length; series += 1) {
    for (let day = WARM_UP + 1; day <= origin; day += 1) {
      if (!isLearntFrom(panel, series, day)) continue;
      const first = Math.floor(random.next() * horizons);
      for (let each = 0; each < originsADay; each += 1) {
        // Apart from each other, so that one is near and one is far.
        const ahead = 1 + ((first + Math.floor((each * horizons) / originsADay)) % horizons);
        targets.push({ series, day, origin: day - ahead });
      }
    }
  }
  if (targets.length <= mostRows) return targets;
  const share = mostRows / targets.length;
  return targets.filter(() => random.next() < share);
}

/** What can be scored after an origin: days in stock. */
export function inStockTargets(panel: Panel, origin: number, horizons: number): Target[] {
  const targets: Target[] = [];
  for (let series = 0; series < panel.series.length; series += 1) {
    for (let day = origin + 1; day <= Math.min(panel.days - 1, origin + horizons); day += 1) {
      if (isLearntFrom(panel, series, day)) targets.push({ series, day, origin });
    }
  }
  return targets;
}
