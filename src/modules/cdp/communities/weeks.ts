import { addDays, businessWeek } from '#kernel/time';

/** How many weeks screens look back. */
export const PAGE_WEEKS = 13;

/** The Mondays of the last weeks, this one included, the oldest first. */
export function lastWeeks(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, at) => businessWeek(addDays(now, -7 * (count - 1 - at))));
}
