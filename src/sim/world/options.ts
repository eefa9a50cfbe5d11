import { seededRandom, type Random } from '#kernel/random';
import { KNOWN_CITIES } from './city-facts.ts';

/** How large a world is, and which one of all possible ones. The same options give the same bytes. */
export interface WorldOptions {
  readonly seed: number | string;
  readonly cities: number;
  readonly stores: number;
  readonly communities: number;
  /** People with a record: members, and those who live with them. */
  readonly residents: number;
  /** Days of history before the business day of `until`. */
  readonly days: number;
  readonly until: Date;
  /** Posts in chat groups and forums, per community and day, on average. */
  readonly postsPerCommunityDay: number;
  /** Receipts per household and month, on average. */
  readonly ordersPerHouseholdMonth: number;
}

export const DEFAULT_OPTIONS: Omit<WorldOptions, 'until'> = {
  seed: 1,
  cities: 3,
  stores: 12,
  communities: 400,
  residents: 20_000,
  days: 365,
  postsPerCommunityDay: 0.4,
  ordersPerHouseholdMonth: 0.6,
};

/** A named stream of chance: streams do not disturb each other, so that a part can be made again on its own. */
export type Streams = (name: string) => Random;

export function streamsOf(seed: number | string): Streams {
  return (name) => seededRandom(`${seed}/${name}`);
}

/** Throws RangeError when the numbers cannot be a world. */
export function checkOptions(options: WorldOptions): void {
  const { cities, stores, communities, residents, days } = options;
  const whole = { cities, stores, communities, residents, days };
  for (const [name, value] of Object.entries(whole)) {
    if (!Number.isInteger(value) || value < 1) throw new RangeError(`${name} must be a whole number above 0: ${value}`);
  }
  if (cities > KNOWN_CITIES.length) throw new RangeError(`at most ${KNOWN_CITIES.length} cities are known`);
  if (stores < cities) throw new RangeError('every city has a store: stores must be at least cities');
  if (communities < stores) throw new RangeError('every store serves a community: communities must be at least stores');
  if (residents < communities) throw new RangeError('every community has a resident');
  if (residents > 20_000_000) throw new RangeError('phone numbers reach for 20 million residents');
  if (days > 3_660) throw new RangeError('at most ten years');
}
