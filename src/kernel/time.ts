/** Where time comes from. Verbs and stores never ask the host or the database for it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock for tests and simulation: stands still until it is moved. */
export class ManualClock implements Clock {
  #at: number;
  constructor(start: Date | string) {
    this.#at = new Date(start).getTime();
  }
  now(): Date {
    return new Date(this.#at);
  }
  advance(ms: number): void {
    this.#at += ms;
  }
  set(at: Date | string): void {
    this.#at = new Date(at).getTime();
  }
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Asia/Shanghai has had no daylight saving since 1991 and is UTC+8 all year. */
const SHANGHAI_OFFSET = 8 * HOUR;

/** The business day of an instant as `YYYY-MM-DD` in Asia/Shanghai. */
export function businessDay(at: Date): string {
  return new Date(at.getTime() + SHANGHAI_OFFSET).toISOString().slice(0, 10);
}

/** `2026-06-06 10:00`: an instant as a clock in Asia/Shanghai shows it. */
export function localMinute(at: Date): string {
  return new Date(at.getTime() + SHANGHAI_OFFSET).toISOString().slice(0, 16).replace('T', ' ');
}

/** The same of an instant as an answer carries it (ISO 8601); null where there is none. */
export const localMinuteOf = (at: string | null): string | null => (at === null ? null : localMinute(new Date(at)));

/** `6月6日`: a business day (`YYYY-MM-DD`) for sentences, with its year where that is another one than at `at`. */
export function dayInWords(day: string, at: Date): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${businessDay(at).startsWith(`${year}-`) ? '' : `${year}年`}${month}月${date}日`;
}

/** The instant at which a business day (`YYYY-MM-DD`) begins. */
export function startOfBusinessDay(day: string): Date {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at)) throw new RangeError(`not a day: ${day}`);
  return new Date(at - SHANGHAI_OFFSET);
}

export function addDays(at: Date, days: number): Date {
  return new Date(at.getTime() + days * DAY);
}

/** The business day (`YYYY-MM-DD`) so many days after another one; before it with a minus. */
export const dayAfter = (day: string, days: number): string => businessDay(addDays(startOfBusinessDay(day), days));

/** The Monday (`YYYY-MM-DD`) of the week in which the instant falls, in Asia/Shanghai. */
export function businessWeek(at: Date): string {
  const local = new Date(at.getTime() + SHANGHAI_OFFSET);
  const sinceMonday = (local.getUTCDay() + 6) % 7;
  return new Date(local.getTime() - sinceMonday * DAY).toISOString().slice(0, 10);
}
