import { businessDay, DAY, HOUR, MINUTE, startOfBusinessDay } from '#kernel/time';

/** When people may be called, in hours of the day in Asia/Shanghai, on every day of the week. */
export const WORKING_HOURS = { from: 9, to: 21 } as const;
/** How soon somebody is to call, in working time. */
export const FIRST_CONTACT_WITHIN = 2 * HOUR;

/** The working time that begins on a day's morning, as instants. */
function workingDay(day: string): { opens: number; closes: number } {
  const midnight = startOfBusinessDay(day).getTime();
  return { opens: midnight + WORKING_HOURS.from * HOUR, closes: midnight + WORKING_HOURS.to * HOUR };
}

/**
 * By when a lead is to be called for the first time: two hours of working time after it was left. What is left at night
 * waits for the morning; what is left an hour before closing has an hour then and an hour the next morning.
 */
export function firstContactDue(leftAt: Date): Date {
  let left = FIRST_CONTACT_WITHIN;
  for (let at = leftAt.getTime(); ;) {
    const { opens, closes } = workingDay(businessDay(new Date(at)));
    const from = Math.max(at, opens);
    if (from + left <= closes) return new Date(from + left);
    left -= Math.max(0, closes - from);
    // The first instant of the next business day: there is no daylight saving.
    at = opens - WORKING_HOURS.from * HOUR + DAY;
  }
}

/** `今天 16:05 前`, `明天 10:00 前`, `6月9日 10:00 前`: a deadline as one says it on `now`. */
export function sayDeadline(due: Date, now: Date): string {
  const clock = new Date(due.getTime() + 8 * HOUR);
  const minutes = Math.floor((clock.getTime() % DAY) / MINUTE);
  const time = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  const days = (startOfBusinessDay(businessDay(due)).getTime() - startOfBusinessDay(businessDay(now)).getTime()) / DAY;
  const day = days === 0 ? '今天' : days === 1 ? '明天' : `${clock.getUTCMonth() + 1}月${clock.getUTCDate()}日`;
  return `${day} ${time} 前`;
}
