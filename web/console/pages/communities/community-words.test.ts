import { describe, expect, it } from 'vitest';
import type { CommunityRow } from '#modules/cdp/contract';
import { densityWords, loudestSentence, standing } from './community-words.ts';

const row = {
  name: '和平里',
  cityName: '合肥',
  ageYears: 30,
  mentions: 42,
  cityMedian: 14,
  timesCity: 3,
} as CommunityRow;

describe('the words of a community', () => {
  it('name the loudest with its figures', () => {
    expect(loudestSentence(row, '漏水', 30)).toBe(
      '说得最多的是合肥和平里：近30天42条漏水讨论，楼龄30年，是同城中位数的3倍。',
    );
  });

  it('do not boast of multiples of nothing', () => {
    expect(standing(5, 0)).toBe('同城少见');
    expect(loudestSentence({ ...row, cityMedian: 0 }, undefined, 30)).toContain('在同城少见');
  });

  it('round what nobody reads exactly', () => {
    expect(standing(3.04, 2)).toBe('3倍');
    expect(densityWords(0.1226)).toBe('12');
    expect(densityWords(null)).toBe('—');
  });
});
