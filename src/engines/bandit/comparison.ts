import type { Beta } from './beta.ts';

/** What several uncertain rates say against each other. Entries are in the order of the distributions given. */
export interface Comparison {
  /** Probability that the rate is the highest of all; they sum to 1. */
  readonly best: readonly number[];
  /** Central 90 % credible interval. */
  readonly interval: readonly (readonly [low: number, high: number])[];
  /** Probability that rate `i` is higher than rate `j`. */
  readonly beats: (i: number, j: number) => number;
}

const POINTS_PER_SIDE = 64;
/** Natural-log drop of the density at which a tail is cut off: e⁻²⁵ is below 1e-10. */
const TAIL = 25;

/**
 * Compares independent Beta distributions by quadrature, so that the answer carries no sampling noise. The densities
 * are tabulated over the logit of the rate, where they are smooth even for shapes below 1, on one grid that is fine
 * around each of the peaks; integrals are trapezoidal. Errors stay below 0.001 (tested against closed forms).
 */
export function compare(betas: readonly Beta[]): Comparison {
  const grid = gridFor(betas);
  const masses = betas.map((beta) => tabulate(beta, grid));
  const cumulative = masses.map(accumulate);
  const winning = masses.map((mass, i) =>
    overlap(
      mass,
      cumulative.filter((_, j) => j !== i),
    ),
  );
  const total = winning.reduce((sum, share) => sum + share, 0);
  return {
    best: winning.map((share) => share / total),
    interval: cumulative.map((table) => [rateAt(grid, table, 0.05), rateAt(grid, table, 0.95)] as const),
    beats: (i, j) => {
      const forward = overlap(masses[i] ?? [], [cumulative[j] ?? []]);
      const backward = overlap(masses[j] ?? [], [cumulative[i] ?? []]);
      return forward / (forward + backward);
    },
  };
}

/** Ascending logits: for each distribution dense at its peak and ever wider apart towards the ends of its tails. */
function gridFor(betas: readonly Beta[]): number[] {
  const points: number[] = [];
  for (const { a, b } of betas) {
    const peak = Math.log(a / b);
    const width = Math.sqrt((a + b) / (a * b));
    for (const [direction, shape] of [
      [-1, a],
      [1, b],
    ] as const) {
      const reach = Math.asinh(Math.max(8, TAIL / shape / width));
      for (let step = 0; step <= POINTS_PER_SIDE; step++) {
        points.push(peak + direction * width * Math.sinh((reach * step) / POINTS_PER_SIDE));
      }
    }
  }
  return [...new Set(points)].toSorted((x, y) => x - y);
}

/** The probability mass of each interval between neighbouring grid points; sums to 1. */
function tabulate({ a, b }: Beta, grid: readonly number[]): number[] {
  const logDensity = (t: number): number =>
    a * t - (a + b) * (t > 0 ? t + Math.log1p(Math.exp(-t)) : Math.log1p(Math.exp(t)));
  const peak = logDensity(Math.log(a / b));
  const density = grid.map((t) => Math.exp(logDensity(t) - peak));
  const mass: number[] = [];
  let total = 0;
  for (let at = 1; at < grid.length; at++) {
    const slice = 0.5 * ((density[at - 1] ?? 0) + (density[at] ?? 0)) * ((grid[at] ?? 0) - (grid[at - 1] ?? 0));
    mass.push(slice);
    total += slice;
  }
  return mass.map((slice) => slice / total);
}

/** Cumulative probability at each grid point, from 0 to 1. */
function accumulate(mass: readonly number[]): number[] {
  const table = [0];
  let sum = 0;
  for (const slice of mass) table.push((sum += slice));
  return table;
}

/** Probability that a rate with this mass lies above all the others: the sum of its mass × their mid-slice cumulatives. */
function overlap(mass: readonly number[], others: readonly (readonly number[])[]): number {
  return mass.reduce((sum, slice, at) => {
    let below = 1;
    for (const table of others) below *= 0.5 * ((table[at] ?? 0) + (table[at + 1] ?? 0));
    return sum + slice * below;
  }, 0);
}

/** The rate below which the share `probability` of the mass lies. */
function rateAt(grid: readonly number[], table: readonly number[], probability: number): number {
  let low = 0;
  let high = table.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((table[middle] ?? 0) < probability) low = middle;
    else high = middle;
  }
  const [from = 0, to = 1] = [table[low], table[high]];
  const part = to > from ? (probability - from) / (to - from) : 0;
  const logit = (grid[low] ?? 0) + part * ((grid[high] ?? 0) - (grid[low] ?? 0));
  return 1 / (1 + Math.exp(-logit));
}
