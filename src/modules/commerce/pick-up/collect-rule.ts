import { addDays, businessDay, HOUR, startOfBusinessDay } from '#kernel/time';
import type { Storage } from '../catalogue/category.ts';

export const STORAGE_NAMES: Readonly<Record<Storage, string>> = { ambient: '常温', chilled: '冷藏', frozen: '冷冻' };

/** How long goods lie at a point, and what becomes of what nobody fetched. */
export interface CollectRule {
  readonly storage: Storage;
  /** 0: until the end of the day on which it can be collected; 3: until the end of the third day after. */
  readonly keepDays: number;
  /** A word goes out so many hours before that. */
  readonly remindHours: number;
  /** For sale again, or thrown away. */
  readonly goods: 'sellable' | 'waste';
  /** Of what was paid for it: so much in a hundred goes back. */
  readonly refundPercent: number;
}

export interface KeptCollectRule extends CollectRule {
  /** 0 for what holds until somebody says otherwise. */
  readonly revision: number;
  readonly reason: string;
  readonly changedAt: Date | null;
}

/** What holds until somebody says otherwise. */
export const DEFAULT_RULES: Readonly<Record<Storage, CollectRule>> = {
  ambient: { storage: 'ambient', keepDays: 3, remindHours: 24, goods: 'sellable', refundPercent: 100 },
  chilled: { storage: 'chilled', keepDays: 0, remindHours: 4, goods: 'waste', refundPercent: 0 },
  frozen: { storage: 'frozen', keepDays: 1, remindHours: 4, goods: 'waste', refundPercent: 0 },
};

const isoWeekday = (at: Date): number => ((new Date(`${businessDay(at)}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;

/**
 * Until when something lies there: the end of the last of the days that the rule gives, days on which the point rests not
 * counted, from the day on which it can be collected (or on which it came, if that is later).
 */
export function keepUntil(
  rule: CollectRule,
  came: { readonly arrivedAt: Date; readonly pickupOn: string | null; readonly restDays: readonly number[] },
): Date {
  const arrived = businessDay(came.arrivedAt);
  const from = came.pickupOn !== null && came.pickupOn > arrived ? came.pickupOn : arrived;
  let day = startOfBusinessDay(from);
  let open = came.restDays.includes(isoWeekday(day)) ? -1 : 0;
  // A point that rests all week does not exist: one of seven days is open.
  while (open < rule.keepDays) {
    day = addDays(day, 1);
    if (!came.restDays.includes(isoWeekday(day))) open += 1;
  }
  return addDays(day, 1);
}

/** When a word is due; never before it came. */
export const remindAt = (rule: CollectRule, until: Date, arrivedAt: Date): Date =>
  new Date(Math.max(until.getTime() - rule.remindHours * HOUR, arrivedAt.getTime() + HOUR));
