/** What was forecast, so many days ahead, and what came. */
export interface Outcome {
  readonly mean: number;
  readonly leadTime: number;
  readonly actual: number;
}

/** How far forecasts were off where they could be checked, by level of demand and lead time. */
export interface Calibration {
  /** By how much everything together came out above what was forecast; it is no part of the ratios. */
  readonly drift: number;
  readonly groups: readonly Group[];
}

interface Group {
  /** Up to and with so many days ahead. */
  readonly leadTime: number;
  readonly levels: readonly Level[];
}

/** Forecasts of about one size: the middle one, and the ratios of actual to forecast in order. */
interface Level {
  readonly mean: number;
  readonly ratios: Float64Array;
}

const LEAD_TIMES = [2, 4, Number.POSITIVE_INFINITY] as const;
const LEVELS = 10;
/** More ratios of one level make no quantile that is asked for any better. */
const MOST_RATIOS = 999;
/** So many outcomes make a level of their own. */
const LEAST_IN_LEVEL = 100;
/** Fewer outcomes say nothing of a tail. */
const LEAST = 30;
/** Without anything to check by: nothing is known, and the forecast is taken for every share. */
const UNKNOWN: Calibration = { drift: 1, groups: [] };

/**
 * Split conformal prediction on ratios (Vovk et al., Algorithmic Learning in a Random World, 2005), group by group. What all
 * of a city did on a few days, more or less than forecast, says nothing of the days to come, and is taken out: only how far
 * one differs from another is learnt.
 */
export function calibrate(outcomes: readonly Outcome[]): Calibration {
  if (outcomes.length < LEAST) return UNKNOWN;
  const expected = outcomes.reduce((sum, each) => sum + each.mean, 0);
  const came = outcomes.reduce((sum, each) => sum + each.actual, 0);
  const drift = expected > 0 && came > 0 ? came / expected : 1;
  let from = 0;
  // Of few series all lead times together.
  const leadTimes = outcomes.length < LEAD_TIMES.length * LEAST_IN_LEVEL ? [Number.POSITIVE_INFINITY] : LEAD_TIMES;
  const groups = leadTimes.map((leadTime): Group => {
    const own = outcomes.filter((each) => each.leadTime > from && each.leadTime <= leadTime && each.mean > 0);
    from = leadTime;
    return { leadTime, levels: levelsOf(own, drift) };
  });
  return { drift, groups: groups.filter(({ levels }) => levels.length > 0) };
}

/** Outcomes by level of the forecast, about as many in each. */
function levelsOf(outcomes: readonly Outcome[], drift: number): Group['levels'] {
  const sorted = outcomes.toSorted((a, b) => a.mean - b.mean);
  const levels = sorted.length < LEAST ? 0 : Math.max(1, Math.min(LEVELS, Math.floor(sorted.length / LEAST_IN_LEVEL)));
  return Array.from({ length: levels }, (_, level) => {
    const own = sorted.slice(
      Math.floor((level * sorted.length) / levels),
      Math.floor(((level + 1) * sorted.length) / levels),
    );
    return {
      mean: own[Math.floor(own.length / 2)]!.mean,
      ratios: thinned(Float64Array.from(own, (each) => each.actual / (each.mean * drift)).toSorted()),
    };
  });
}

/** So many of sorted numbers that their quantiles stay what they were: a calibration is kept, and must not grow with what it was learnt from. */
function thinned(sorted: Float64Array): Float64Array {
  if (sorted.length <= MOST_RATIOS) return sorted;
  return Float64Array.from({ length: MOST_RATIOS }, (_, at) => {
    const rank = Math.ceil(((at + 1) / (MOST_RATIOS + 1)) * (sorted.length + 1));
    return sorted[Math.min(sorted.length, rank) - 1]!;
  });
}

/** The units of which a share of days needs no more: between two levels what lies between them. */
export function quantileOf(calibration: Calibration, mean: number, leadTime: number, share: number): number {
  const around = levelsAround(calibration, mean, leadTime);
  if (around === undefined) return mean;
  const ratioOf = ({ ratios }: Level): number =>
    ratios[Math.min(ratios.length - 1, Math.ceil(share * (ratios.length + 1)) - 1)]!;
  return mean * between(around, ratioOf);
}

/** The share of days that need no more than so many units: the other way round. */
export function shareUpTo(calibration: Calibration, mean: number, leadTime: number, units: number): number {
  const around = levelsAround(calibration, mean, leadTime);
  if (around === undefined) return units >= mean ? 1 : 0;
  return between(around, ({ ratios }) => countUpTo(ratios, units / mean) / (ratios.length + 1));
}

interface Around {
  readonly low: Level;
  readonly high: Level;
  /** How far from the low one to the high one. */
  readonly way: number;
}

function levelsAround({ groups }: Calibration, mean: number, leadTime: number): Around | undefined {
  const levels = groups.find((group) => leadTime <= group.leadTime)?.levels ?? groups.at(-1)?.levels ?? [];
  const above = levels.findIndex((level) => level.mean >= mean);
  const high = above < 0 ? levels.at(-1) : levels[above];
  const low = above < 0 ? high : (levels[above - 1] ?? high);
  if (low === undefined || high === undefined) return undefined;
  return { low, high, way: low === high ? 0 : Math.log(mean / low.mean) / Math.log(high.mean / low.mean) };
}

const between = ({ low, high, way }: Around, of: (level: Level) => number): number =>
  low === high ? of(low) : of(low) + way * (of(high) - of(low));

/** How many of sorted numbers are not above a bound. */
function countUpTo(sorted: Float64Array, bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
