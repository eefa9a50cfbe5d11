import { describe, expect, test } from 'vitest';
import { netPromoterScore, npsKind } from './deal-fact.ts';

describe('the net promoter score', () => {
  test('tells the three kinds apart at 6, 7, 8 and 9', () => {
    expect([0, 6, 7, 8, 9, 10].map(npsKind)).toEqual([
      'detractor',
      'detractor',
      'passive',
      'passive',
      'promoter',
      'promoter',
    ]);
  });

  test('is between −100 and 100, and nothing without an answer', () => {
    expect(netPromoterScore({ promoter: 0, passive: 0, detractor: 0 })).toBeNull();
    expect(netPromoterScore({ promoter: 3, passive: 0, detractor: 0 })).toBe(100);
    expect(netPromoterScore({ promoter: 0, passive: 0, detractor: 2 })).toBe(-100);
    expect(netPromoterScore({ promoter: 2, passive: 1, detractor: 1 })).toBe(25);
  });
});
