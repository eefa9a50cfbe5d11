import { businessDay, DAY, HOUR, MINUTE, startOfBusinessDay } from '#kernel/time';
import { afterWorkingTime } from '#kernel/working-time';

/** How soon somebody is to call, in working time. */
export const FIRST_CONTACT_WITHIN = 2 * HOUR;

/**
 * By when a lead is to be called for the first time: two hours of working time after it was left. What is left at night
 * waits for the morning; what is left an hour before closing has an hour then and an hour the next morning.
 */
export const firstContactDue = (leftAt: Date): Date => afterWorkingTime(leftAt, FIRST_CONTACT_WITHIN);

/** `今天 16:05 前`, `明天 10:00 前`, `6月9日 10:00 前`: a deadline as one says it on `now`. */
export function sayDeadline(due: Date, now: Date): string {
  const clock = new Date(due.getTime() + 8 * HOUR);
  const minutes = Math.floor((clock.getTime() % DAY) / MINUTE);
  const time = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  const days = (startOfBusinessDay(businessDay(due)).getTime() - startOfBusinessDay(businessDay(now)).getTime()) / DAY;
  const day = days === 0 ? '今天' : days === 1 ? '明天' : `${clock.getUTCMonth() + 1}月${clock.getUTCDate()}日`;
  return `${day} ${time} 前`;
}
