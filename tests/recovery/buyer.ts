import { integerBetween, type Random } from '#kernel/random';

/** How somebody buys. */
export interface Habits {
  readonly wants: 'one' | 'two' | 'bundle' | 'bundle_and_one';
  /** The order goes out once; twice at the same moment, by two taps; or a second time when it was answered. */
  readonly asks: 'once' | 'twice' | 'again';
  /** At once; when it was called off already; or not at all. */
  readonly pays: 'at_once' | 'late' | 'never';
  /** What the house does with its notice. */
  readonly behaviour: 'normal' | 'duplicate_notice' | 'wrong_signature';
  /** The first answer to the order gets lost on its way. */
  readonly misses: boolean;
  /** Once a connection is lost, where others ask again with the same key. */
  readonly givesUp: boolean;
  /** Calls a paid order off. */
  readonly regrets: boolean;
}

export interface Buyer {
  /** Of their session. */
  readonly token: string;
  readonly address: string;
  readonly habits: Habits;
}

type Weighted<T> = readonly (readonly [T, number])[];

const WANTS: Weighted<Habits['wants']> = [
  ['one', 40],
  ['two', 20],
  ['bundle', 25],
  ['bundle_and_one', 15],
];
const ASKS: Weighted<Habits['asks']> = [
  ['once', 70],
  ['twice', 15],
  ['again', 15],
];
const PAYS: Weighted<Habits['pays']> = [
  ['at_once', 76],
  ['late', 8],
  ['never', 16],
];
const BEHAVIOURS: Weighted<Habits['behaviour']> = [
  ['normal', 80],
  ['duplicate_notice', 15],
  ['wrong_signature', 5],
];

/** Habits of a neighbour, as they are drawn. */
export function habitsOf(random: Random): Habits {
  return {
    wants: weighted(random, WANTS),
    asks: weighted(random, ASKS),
    pays: weighted(random, PAYS),
    behaviour: weighted(random, BEHAVIOURS),
    misses: integerBetween(random, 1, 100) <= 15,
    givesUp: integerBetween(random, 1, 100) <= 25,
    regrets: integerBetween(random, 1, 100) <= 6,
  };
}

/** The same neighbour, who buys to the end: pays, keeps what was paid, and never gives up. */
export const resolute = (buyer: Buyer): Buyer => ({
  ...buyer,
  habits: { ...buyer.habits, pays: 'at_once', givesUp: false, regrets: false },
});

function weighted<T>(random: Random, of: Weighted<T>): T {
  let left = integerBetween(random, 1, 100);
  for (const [value, weight] of of) {
    left -= weight;
    if (left <= 0) return value;
  }
  throw new RangeError('weights are shares of a hundred');
}
