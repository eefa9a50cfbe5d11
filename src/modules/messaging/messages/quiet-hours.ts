import { businessDay, DAY, HOUR, startOfBusinessDay } from '#kernel/time';

/** Nobody is disturbed from 22:00 to 8:00 in Asia/Shanghai. */
export const QUIET_HOURS = { from: 22, to: 8 } as const;

/** When a message may go that is ready now: now by day, at the end of the quiet hours by night. */
export function endOfQuiet(now: Date): Date {
  const midnight = startOfBusinessDay(businessDay(now)).getTime();
  const hour = (now.getTime() - midnight) / HOUR;
  if (hour < QUIET_HOURS.to) return new Date(midnight + QUIET_HOURS.to * HOUR);
  if (hour >= QUIET_HOURS.from) return new Date(midnight + DAY + QUIET_HOURS.to * HOUR);
  return now;
}
