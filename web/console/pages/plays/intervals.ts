/** A credible interval on a common scale: positions are shares of the scale, 0 to 1. */
export interface IntervalBar {
  readonly low: number;
  readonly high: number;
  readonly expected: number;
}

interface Interval {
  readonly low: number;
  readonly high: number;
  readonly expectedRate: number;
}

/** The highest rate that the scale shows: the next of a few round figures, so that rows can be compared. */
export function scaleOf(outlooks: readonly Interval[]): number {
  const highest = Math.max(0, ...outlooks.map(({ high }) => high));
  return [0.05, 0.1, 0.2, 0.3, 0.5].find((top) => highest <= top) ?? 1;
}

/** Where an interval stands on the scale. */
export function barOf({ low, high, expectedRate }: Interval, scale: number): IntervalBar {
  const at = (rate: number): number => Math.min(1, Math.max(0, rate / scale));
  return { low: at(low), high: at(high), expected: at(expectedRate) };
}
