import { describe, expect, it } from 'vitest';
import { dayWords, leftOnClock, leftWords } from './left-words.ts';

const at = (iso: string): number => Date.parse(iso);

describe('what is left', () => {
  it('counts to the second and says days apart', () => {
    expect(leftOnClock(at('2026-11-23T12:00:00Z'), at('2026-11-23T08:47:15Z'))).toBe('03:12:45');
    expect(leftOnClock(at('2026-11-25T12:00:00Z'), at('2026-11-23T08:47:15Z'))).toBe('2天 03:12:45');
  });

  it('never goes below nothing', () => {
    expect(leftOnClock(1_000, 5_000)).toBe('00:00:00');
  });

  it('is said of stock only where it is few, and true', () => {
    expect(leftWords(3, '盒')).toBe('只剩3盒');
    for (const left of [0, 20, 500, null, undefined]) expect(leftWords(left, '盒')).toBeNull();
  });
});

describe('a business day in words', () => {
  it('is today and tomorrow in Shanghai, whatever the hour there', () => {
    // 23:30 on the 22nd in Shanghai.
    const now = at('2026-11-22T15:30:00Z');
    expect(dayWords('2026-11-22', now)).toBe('今天（11月22日 周日）');
    expect(dayWords('2026-11-23', now)).toBe('明天（11月23日 周一）');
    expect(dayWords('2026-11-25', now)).toBe('11月25日 周三');
  });

  it('is left as it is where it is none', () => {
    expect(dayWords('soon', 0)).toBe('soon');
  });
});
