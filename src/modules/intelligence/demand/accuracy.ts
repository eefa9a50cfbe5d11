/** One day of a category, or of more, added up. */
export interface AccuracySum {
  readonly day: string;
  readonly actual: number;
  readonly expected: number;
  readonly absolute: number;
  readonly naiveAbsolute: number;
  readonly lost: number;
}

/** Days that a drift is judged by. */
const JUDGED_DAYS = 14;
const LEAST_DAYS = 7;
/** A run of errors on one side that is this many times the usual error is no chance (Brown, Smoothing, Forecasting and Prediction, 1963). */
export const DRIFT_SIGNAL = 4;
/** Where the sum is off by less than so much of the sales, nobody needs to act. */
const LEAST_BIAS = 0.08;
/** Eleven days of fourteen are on one side by chance once in thirty-five times (sign test). */
const MOST_ALIKE = 0.75;

/** Σ|forecast − actual| / Σ actual, and Σ(forecast − actual) / Σ actual; null where nothing was sold. */
export function accuracyOf(sums: readonly AccuracySum[]): {
  readonly wape: number | null;
  readonly bias: number | null;
  readonly naiveWape: number | null;
  readonly lost: number;
} {
  const total = (of: 'actual' | 'expected' | 'absolute' | 'naiveAbsolute' | 'lost'): number =>
    sums.reduce((sum, each) => sum + each[of], 0);
  const actual = total('actual');
  const share = (value: number): number | null => (actual > 0 ? value / actual : null);
  return {
    wape: share(total('absolute')),
    bias: share(total('expected') - actual),
    naiveWape: share(total('naiveAbsolute')),
    lost: total('lost'),
  };
}

/** The tracking signal of the last two weeks: errors added up, in mean absolute errors. Above zero: too much was expected. */
export function trackingSignal(sums: readonly AccuracySum[]): number {
  const days = sums.toSorted((a, b) => (a.day < b.day ? -1 : 1)).slice(-JUDGED_DAYS);
  if (days.length < LEAST_DAYS) return 0;
  const errors = days.map(({ expected, actual }) => expected - actual);
  const mean = errors.reduce((sum, each) => sum + Math.abs(each), 0) / errors.length;
  return mean === 0 ? 0 : errors.reduce((sum, each) => sum + each, 0) / mean;
}

/** Forecasts lie on one side of what comes, by more than chance, and by enough to matter. */
export function isDrifting(sums: readonly AccuracySum[]): boolean {
  const recent = sums.toSorted((a, b) => (a.day < b.day ? -1 : 1)).slice(-JUDGED_DAYS);
  const { bias } = accuracyOf(recent);
  if (bias === null || Math.abs(bias) < LEAST_BIAS || Math.abs(trackingSignal(sums)) <= DRIFT_SIGNAL) return false;
  // One day that was far off makes a signal by itself; most days have to lie on its side.
  const alike = recent.filter(({ expected, actual }) => Math.sign(expected - actual) === Math.sign(bias)).length;
  return alike >= MOST_ALIKE * recent.length;
}
