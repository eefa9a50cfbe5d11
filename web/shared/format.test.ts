import { describe, expect, it } from 'vitest';
import {
  change,
  count,
  date,
  dateTime,
  dayWithWeekday,
  percent,
  relativeTime,
  shortCount,
  shortTimeLeft,
  timeLeft,
  yuan,
} from './format.ts';

/** 2026-11-21 14:30 in Shanghai. */
const NOW = '2026-11-21T06:30:00Z';

describe('figures', () => {
  it('writes money from fen', () => {
    expect(yuan(129_900)).toBe('¥1,299');
    expect(yuan(129_950)).toBe('¥1,299.50');
    expect(yuan(-500)).toBe('-¥5');
    expect(yuan(0)).toBe('¥0');
  });

  it('groups counts, keeps fractions and dashes what is missing', () => {
    expect(count(1_234_567)).toBe('1,234,567');
    expect(count(-1234.5)).toBe('-1,234.5');
    expect(count(999)).toBe('999');
    expect(count(null)).toBe('—');
    expect(count(Number.NaN)).toBe('—');
  });

  it('shortens with 万 and 亿', () => {
    expect(shortCount(9_800)).toBe('9,800');
    expect(shortCount(12_000)).toBe('1.2万');
    expect(shortCount(100_000)).toBe('10万');
    expect(shortCount(340_000_000)).toBe('3.4亿');
  });

  it('writes percentages without empty decimals', () => {
    expect(percent(0.1234)).toBe('12.3%');
    expect(percent(0.5)).toBe('50%');
    expect(percent(1)).toBe('100%');
    expect(percent(undefined)).toBe('—');
  });

  it('tells a change in words, never dividing by zero', () => {
    expect(change(112, 100)).toEqual({ direction: 'up', text: '涨 12%' });
    expect(change(97, 100)).toEqual({ direction: 'down', text: '降 3%' });
    expect(change(5, 5)).toEqual({ direction: 'flat', text: '持平' });
    expect(change(4, 0)).toEqual({ direction: 'up', text: '涨 4' });
  });
});

describe('times in Asia/Shanghai', () => {
  it('crosses midnight where Shanghai does', () => {
    expect(date('2026-11-20T15:59:59Z', NOW)).toBe('11月20日');
    expect(date('2026-11-20T16:00:00Z', NOW)).toBe('11月21日');
    expect(dateTime('2025-12-31T16:05:00Z', NOW)).toBe('1月1日 00:05');
    expect(dateTime('2025-12-31T15:05:00Z', NOW)).toBe('2025年12月31日 23:05');
    expect(dayWithWeekday(NOW)).toBe('11月21日 周六');
  });

  it.each([
    ['2026-11-21T06:29:40Z', '刚刚'],
    ['2026-11-21T06:25:00Z', '5分钟前'],
    ['2026-11-21T03:30:00Z', '3小时前'],
    ['2026-11-20T06:05:00Z', '昨天 14:05'],
    ['2026-11-18T06:30:00Z', '3天前'],
    ['2026-11-01T06:30:00Z', '11月1日'],
    ['2026-11-21T08:30:00Z', '2小时后'],
    ['2026-11-22T01:00:00Z', '明天 09:00'],
    ['not a date', '—'],
  ])('%s is %s', (at, words) => {
    expect(relativeTime(at, NOW)).toBe(words);
  });

  it('counts down and ends', () => {
    expect(timeLeft('2026-11-24T10:40:00Z', NOW)).toBe('还剩 3天4小时');
    expect(timeLeft('2026-11-21T08:45:00Z', NOW)).toBe('还剩 2小时15分钟');
    expect(timeLeft('2026-11-21T06:30:20Z', NOW)).toBe('还剩 1分钟');
    expect(timeLeft(NOW, NOW)).toBe('已截止');
    expect(shortTimeLeft('2026-11-24T10:40:00Z', NOW)).toBe('还剩 3天');
    expect(shortTimeLeft('2026-11-21T08:45:00Z', NOW)).toBe('还剩 2小时');
    expect(shortTimeLeft(NOW, NOW)).toBe('已截止');
  });
});
