import { DAY, HOUR, MINUTE, SECOND } from '#kernel/time';

const two = (value: number): string => String(value).padStart(2, '0');

/** What is left until a moment, to the second: `2天 03:12:45`, `03:12:45`; `00:00:00` once it has passed. */
export function leftOnClock(until: number, now: number): string {
  const ms = Math.max(0, until - now);
  const days = Math.floor(ms / DAY);
  const clock = [Math.floor((ms % DAY) / HOUR), Math.floor((ms % HOUR) / MINUTE), Math.floor((ms % MINUTE) / SECOND)];
  return `${days === 0 ? '' : `${days}天 `}${clock.map(two).join(':')}`;
}

/** A business day as people say it on another day: `今天`, `明天（11月23日 周一）`, `11月25日 周三`. */
export function dayWords(day: string, nowMs: number): string {
  const noon = Date.parse(`${day}T12:00:00+08:00`);
  if (Number.isNaN(noon)) return day;
  const dayNumber = (ms: number): number => Math.floor((ms + 8 * HOUR) / DAY);
  const local = new Date(noon + 8 * HOUR);
  const date = `${local.getUTCMonth() + 1}月${local.getUTCDate()}日 周${'日一二三四五六'[local.getUTCDay()] ?? ''}`;
  const away = dayNumber(noon) - dayNumber(nowMs);
  if (away === 0) return `今天（${date}）`;
  return away === 1 ? `明天（${date}）` : date;
}

/** From so many units on, nobody has to hurry. */
const PLENTY = 20;

/** `只剩3份` where it is few and true; null otherwise. */
export const leftWords = (left: number | null | undefined, unit: string): string | null =>
  left === null || left === undefined || left <= 0 || left >= PLENTY ? null : `只剩${left}${unit}`;
