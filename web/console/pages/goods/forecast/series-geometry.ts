import type { SeriesAnswer } from '#modules/intelligence/contract';

export interface Box {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The nearest round figure that is not below, so that its half is one too. */
export function roundUp(value: number): number {
  if (value <= 1) return 1;
  const ten = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * ten).find((step) => step >= value) ?? 10 * ten;
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** A line through points, broken where there is none: `M1 2L3 4M9 2L…`. */
export function linePath(points: readonly (readonly [x: number, y: number] | undefined)[]): string {
  let isBroken = true;
  let path = '';
  for (const point of points) {
    if (point !== undefined) path += `${isBroken ? 'M' : 'L'}${tenth(point[0])} ${tenth(point[1])}`;
    isBroken = point === undefined;
  }
  return path;
}

/** The area between an upper and a lower line over the same places. */
export function areaPath(xs: readonly number[], uppers: readonly number[], lowers: readonly number[]): string {
  if (xs.length === 0) return '';
  const there = xs.map((x, at): [number, number] => [x, uppers[at] ?? 0]);
  const back = xs.map((x, at): [number, number] => [x, lowers[at] ?? 0]).toReversed();
  return `${linePath(there)}${linePath(back).replace(/^M/, 'L')}Z`;
}

export interface SeriesShape {
  readonly most: number;
  /** The middle of each day, the past first. */
  readonly xs: readonly number[];
  readonly step: number;
  /** Between the last day that is known and the first to come. */
  readonly now: number;
  readonly y: (value: number) => number;
  readonly sold: string;
  readonly expected: string;
  readonly coming: string;
  readonly band: string;
}

/** The past weeks of a series and the days to come on one scale. */
export function seriesShape({ past, days }: Pick<SeriesAnswer, 'past' | 'days'>, box: Box): SeriesShape {
  const figures = [
    ...past.flatMap(({ sold, expected }) => [sold ?? 0, expected ?? 0]),
    ...days.flatMap(({ mean, high }) => [mean, high]),
  ];
  const most = roundUp(Math.max(1, ...figures));
  const step = (box.width - box.left - box.right) / Math.max(1, past.length + days.length);
  const ground = box.height - box.bottom;
  const x = (at: number): number => box.left + (at + 0.5) * step;
  const y = (value: number): number => ground - (Math.max(0, value) / most) * (ground - box.top);
  const point = (at: number, value: number | null): [number, number] | undefined =>
    value === null ? undefined : [x(at), y(value)];
  const ahead = days.map((_, at) => x(past.length + at));
  return {
    most,
    step,
    xs: [...past, ...days].map((_, at) => x(at)),
    now: box.left + past.length * step,
    y,
    sold: linePath(past.map(({ sold }, at) => point(at, sold))),
    expected: linePath(past.map(({ expected }, at) => point(at, expected))),
    coming: linePath(days.map(({ mean }, at) => point(past.length + at, mean))),
    band: areaPath(
      ahead,
      days.map(({ high }) => y(high)),
      days.map(({ low }) => y(low)),
    ),
  };
}

export interface SparkShape {
  readonly mean: string;
  readonly band: string;
}

/** The days to come at the size of a word, from nothing to their own largest figure. */
export function sparkShape(days: SeriesAnswer['days'], width: number, height: number): SparkShape {
  const most = Math.max(1e-9, ...days.map(({ mean, high }) => Math.max(mean, high)));
  const step = width / Math.max(1, days.length);
  const y = (value: number): number => height - 1 - (value / most) * (height - 2);
  const xs = days.map((_, at) => (at + 0.5) * step);
  return {
    mean: linePath(days.map(({ mean }, at) => [xs[at] ?? 0, y(mean)])),
    band: areaPath(
      xs,
      days.map(({ high }) => y(high)),
      days.map(({ low }) => y(low)),
    ),
  };
}
