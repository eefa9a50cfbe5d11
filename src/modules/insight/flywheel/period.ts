import { Refusal } from '#kernel/errors';
import { addDays, businessDay, DAY, dayAfter, startOfBusinessDay } from '#kernel/time';

/** Business days, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const DEFAULT_DAYS = 7;
export const MAX_DAYS = 366;

export class PeriodUnreadable extends Refusal {
  constructor() {
    super('period-unreadable', 'invalid', { days: MAX_DAYS });
  }
}

const daysOf = ({ from, to }: Period): number =>
  Math.round((startOfBusinessDay(to).getTime() - startOfBusinessDay(from).getTime()) / DAY) + 1;

/**
 * What was asked for, else the last days up to today (seven unless said). Throws PeriodUnreadable when it ends before it
 * begins or is too long.
 */
export function readPeriod(
  asked: { from?: string | undefined; to?: string | undefined },
  now: Date,
  defaultDays = DEFAULT_DAYS,
): Period {
  const to = asked.to ?? (asked.from === undefined ? businessDay(now) : laterOf(asked.from, businessDay(now)));
  const period = { from: asked.from ?? dayAfter(to, 1 - defaultDays), to };
  const days = daysOf(period);
  if (days < 1 || days > MAX_DAYS) throw new PeriodUnreadable();
  return period;
}

const laterOf = (a: string, b: string): string => (a > b ? a : b);

/** As many days, right before. */
export function periodBefore(period: Period): Period {
  const days = daysOf(period);
  return { from: dayAfter(period.from, -days), to: dayAfter(period.from, -1) };
}

/** The instants of a period: from the first, up to but not including the second. */
export function instantsOf(period: Period): { start: Date; end: Date } {
  return { start: startOfBusinessDay(period.from), end: addDays(startOfBusinessDay(period.to), 1) };
}

/** Every business day of a period. */
export const daysIn = (period: Period): string[] =>
  Array.from({ length: daysOf(period) }, (_, days) => dayAfter(period.from, days));
