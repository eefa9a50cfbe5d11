import { fen, formatYuan } from '#kernel/money';
import { DAY, HOUR, MINUTE } from '#kernel/time';

/*
 * Figures and times for people. All times are told in Asia/Shanghai, computed by offset and not by Intl: the shop's
 * server and every phone must print the same characters, or hydration would replace them.
 */

type Instant = Date | string | number;

const SHANGHAI_OFFSET = 8 * HOUR;
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'];

interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: string;
  readonly time: string;
  /** Whole days since 1970-01-01, local. */
  readonly dayNumber: number;
}

function local(at: Instant): LocalTime | undefined {
  const ms = new Date(at).getTime();
  if (Number.isNaN(ms)) return undefined;
  const shifted = new Date(ms + SHANGHAI_OFFSET);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    weekday: WEEKDAYS[shifted.getUTCDay()] ?? '',
    time: shifted.toISOString().slice(11, 16),
    dayNumber: Math.floor((ms + SHANGHAI_OFFSET) / DAY),
  };
}

/** Money in fen as people write it: `¥1,299`, `¥1,299.50`. */
export function yuan(amountFen: number): string {
  return formatYuan(fen(amountFen)).replace(/\.00$/, '');
}

/** `12,345`; a dash where there is no figure. */
export function count(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '—';
  const [whole = '', fraction] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Large figures in short: `9,800`, `1.2万`, `3.4亿`. */
export function shortCount(value: number): string {
  const size = Math.abs(value);
  if (size >= 100_000_000) return `${trimZero((value / 100_000_000).toFixed(1))}亿`;
  if (size >= 10_000) return `${trimZero((value / 10_000).toFixed(1))}万`;
  return count(Math.round(value));
}

/** A ratio as a percentage, `0.1234` → `12.3%`; a dash where there is none. */
export function percent(ratio: number | null | undefined, digits = 1): string {
  if (ratio === null || ratio === undefined || !Number.isFinite(ratio)) return '—';
  return `${trimZero((ratio * 100).toFixed(digits))}%`;
}

function trimZero(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

export interface Change {
  readonly direction: 'up' | 'down' | 'flat';
  /** `涨 12%`, `降 3%`, `持平`, or the difference where the base is zero. */
  readonly text: string;
}

/** How a figure moved from `before` to `now`, in words. */
export function change(now: number, before: number): Change {
  if (now === before) return { direction: 'flat', text: '持平' };
  const direction = now > before ? 'up' : 'down';
  const word = direction === 'up' ? '涨' : '降';
  if (before === 0) return { direction, text: `${word} ${count(Math.abs(now))}` };
  return { direction, text: `${word} ${percent(Math.abs(now - before) / Math.abs(before), 0)}` };
}

/** `2026年11月21日`; within the year of `now` shortly `11月21日`. */
export function date(at: Instant, now: Instant = Date.now()): string {
  const it = local(at);
  if (it === undefined) return '—';
  const short = `${it.month}月${it.day}日`;
  return it.year === local(now)?.year ? short : `${it.year}年${short}`;
}

/** `11月21日 14:05`, with the year when it is another. */
export function dateTime(at: Instant, now: Instant = Date.now()): string {
  const it = local(at);
  return it === undefined ? '—' : `${date(at, now)} ${it.time}`;
}

/** `14:05`. */
export const timeOfDay = (at: Instant): string => local(at)?.time ?? '—';

/** `11月21日 周六`. */
export function dayWithWeekday(at: Instant): string {
  const it = local(at);
  return it === undefined ? '—' : `${it.month}月${it.day}日 周${it.weekday}`;
}

/** `刚刚`, `5分钟前`, `3小时前`, `昨天 14:05`, `3天前`, then the date; the future likewise: `2小时后`, `明天 09:00`. */
export function relativeTime(at: Instant, now: Instant = Date.now()): string {
  const it = local(at);
  const today = local(now);
  if (it === undefined || today === undefined) return '—';
  const ms = new Date(at).getTime() - new Date(now).getTime();
  const suffix = ms > 0 ? '后' : '前';
  const size = Math.abs(ms);
  const days = it.dayNumber - today.dayNumber;
  if (size < MINUTE) return ms > 0 ? '马上' : '刚刚';
  if (size < HOUR) return `${Math.floor(size / MINUTE)}分钟${suffix}`;
  if (days === 0) return `${Math.floor(size / HOUR)}小时${suffix}`;
  if (days === -1) return `昨天 ${it.time}`;
  if (days === 1) return `明天 ${it.time}`;
  if (Math.abs(days) <= 7) return `${Math.abs(days)}天${suffix}`;
  return date(at, now);
}

/** What is left until a deadline: `还剩 3天4小时`, `还剩 12分钟`; `已截止` when it has passed. */
export function timeLeft(until: Instant, now: Instant = Date.now()): string {
  const ms = new Date(until).getTime() - new Date(now).getTime();
  if (Number.isNaN(ms)) return '—';
  if (ms <= 0) return '已截止';
  if (ms >= DAY) return `还剩 ${Math.floor(ms / DAY)}天${Math.floor((ms % DAY) / HOUR)}小时`;
  if (ms >= HOUR) return `还剩 ${Math.floor(ms / HOUR)}小时${Math.floor((ms % HOUR) / MINUTE)}分钟`;
  return `还剩 ${Math.max(1, Math.floor(ms / MINUTE))}分钟`;
}

/** The same with its largest unit only, where a row has no room: `还剩 3天`, `还剩 4小时`. */
export const shortTimeLeft = (until: Instant, now: Instant = Date.now()): string =>
  timeLeft(until, now).replace(/(天|小时).*$/, '$1');
