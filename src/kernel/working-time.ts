import { businessDay, DAY, HOUR, startOfBusinessDay } from './time.ts';

/** When people may be called, in hours of the day in Asia/Shanghai, on every day of the week. */
export const WORKING_HOURS = { from: 9, to: 21 } as const;

/** The working time that begins on the morning of the business day of an instant. */
function workingDay(at: number): { opens: number; closes: number } {
  const midnight = startOfBusinessDay(businessDay(new Date(at))).getTime();
  return { opens: midnight + WORKING_HOURS.from * HOUR, closes: midnight + WORKING_HOURS.to * HOUR };
}

/**
 * The instant by which `duration` (milliseconds) of working time has passed. What begins at night waits for the morning;
 * what does not fit before closing goes on the next morning.
 */
export function afterWorkingTime(from: Date, duration: number): Date {
  let left = duration;
  for (let at = from.getTime(); ;) {
    const { opens, closes } = workingDay(at);
    const begin = Math.max(at, opens);
    if (begin + left <= closes) return new Date(begin + left);
    left -= Math.max(0, closes - begin);
    // The first instant of the next business day: there is no daylight saving.
    at = opens - WORKING_HOURS.from * HOUR + DAY;
  }
}

/** The last working moment up to an instant: itself by day, the closing time before it by night. */
export function lastWorkingMoment(until: Date): Date {
  const at = until.getTime();
  const { opens, closes } = workingDay(at);
  return new Date(at < opens ? closes - DAY : Math.min(at, closes));
}
