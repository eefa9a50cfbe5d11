/** People who spoke of something: hour by hour or day by day, the newest last. One person counts once, however loud. */
export type Counts = readonly number[];

export interface Spike {
  readonly window: 'hour' | 'day';
  readonly people: number;
  /** How many would be usual. */
  readonly expected: number;
  /** How likely so many would be if nothing were the matter. */
  readonly chance: number;
}

export interface SpikeRule {
  /** Fewer people are no spike, however quiet it was before. */
  readonly leastPeople: number;
  /** Less likely than this is a spike. */
  readonly chance: number;
}

export const DEFAULT_SPIKE: SpikeRule = { leastPeople: 3, chance: 0.001 };

const HOURS_BEFORE = 12;
const DAYS_BEFORE = 14;
const WEEK = 7;
/** Jeffreys' prior of a rate: half an event. */
const PRIOR = 0.5;
/** How many ordinary days a weekday's own habit has to outweigh. */
const WEEKDAY_WEIGHT = 2;

/**
 * Whether more people speak of something than is usual: the last hour against the twelve before, the day against fourteen,
 * allowing for its weekday. Both tails are of the negative binomial: of a rate that is itself uncertain (hours), or that
 * varies more than chance (days). Answers the less likely one.
 */
export function spikeOf(
  { hours, days }: { readonly hours: Counts; readonly days: Counts },
  rule: SpikeRule = DEFAULT_SPIKE,
): Spike | undefined {
  return [hourOf(hours), dayOf(days)]
    .filter((each) => each.people >= rule.leastPeople && each.people > each.expected && each.chance < rule.chance)
    .toSorted((a, b) => a.chance - b.chance)[0];
}

function hourOf(hours: Counts): Spike {
  const people = hours.at(-1) ?? 0;
  const before = hours.slice(-1 - HOURS_BEFORE, -1);
  const sum = before.reduce((total, each) => total + each, 0) + PRIOR;
  const length = Math.max(1, before.length);
  return { window: 'hour', people, expected: sum / length, chance: tail(people, { size: sum, mean: sum / length }) };
}

function dayOf(days: Counts): Spike {
  const people = days.at(-1) ?? 0;
  const before = withoutOutlier(days.slice(-1 - DAYS_BEFORE, -1));
  const mean = (before.reduce((total, each) => total + each, 0) + PRIOR) / Math.max(1, before.length);
  const same = before.filter((_, at) => (before.length - at) % WEEK === 0);
  // A Saturday is measured by Saturdays, as far as two of them are worth something.
  const expected = (same.reduce((sum, each) => sum + each, 0) + WEEKDAY_WEIGHT * mean) / (same.length + WEEKDAY_WEIGHT);
  const spread = before.reduce((sum, each) => sum + (each - mean) ** 2, 0) / Math.max(1, before.length - 1);
  // By the method of moments; never steadier than chance.
  const excess = Math.max(spread - mean, 0.1 * mean);
  const size = Math.max(PRIOR, (expected * expected) / excess);
  return { window: 'day', people, expected, chance: tail(people, { size, mean: expected }) };
}

/** One day far out may not make everything look usual: the largest counts as the second largest. */
function withoutOutlier(days: Counts): number[] {
  const [largest = 0, second = 0] = days.toSorted((a, b) => b - a);
  return days.map((each) => (each === largest ? second : each));
}

/** P(X ≥ least) for a negative binomial of this size and mean. */
function tail(least: number, { size, mean }: { readonly size: number; readonly mean: number }): number {
  const share = size / (size + mean);
  let term = share ** size;
  let below = 0;
  for (let count = 0; count < least; count++) {
    below += term;
    term *= ((count + size) / (count + 1)) * (1 - share);
  }
  return Math.max(0, 1 - below);
}
