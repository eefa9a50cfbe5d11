import { expect, test } from 'vitest';
import type { PointMoveItem } from '#modules/commerce/contract';
import { byMonth, measured, monthOf, progressPercent, signed } from './member-words.ts';

test('the way to the next level is told in whole percent', () => {
  const next = { level: 1, name: '银', from: 300, missing: 1, words: '' };
  expect(progressPercent({ reached: 299, next })).toBe(99);
  expect(progressPercent({ reached: 0, next })).toBe(0);
  expect(progressPercent({ reached: 9_000, next: null })).toBe(100);
});

test('points and money are told apart', () => {
  expect(measured('points', 1_200)).toBe('1,200 分');
  expect(measured('spend', 120_000)).toBe('¥1,200');
  expect(signed(-300)).toBe('−300');
  expect(signed(12)).toBe('+12');
});

test('a statement stands under the months of here, not of Greenwich', () => {
  const now = '2026-11-22T00:00:00.000Z';
  expect(monthOf('2026-10-31T16:30:00.000Z', now)).toBe('11月');
  expect(monthOf('2025-12-31T15:59:00.000Z', now)).toBe('2025年12月');
  const moves = [{ at: '2026-11-02T00:00:00Z' }, { at: '2026-11-01T00:00:00Z' }, { at: '2026-10-01T00:00:00Z' }];
  expect(byMonth(moves as PointMoveItem[], now).map((each) => [each.month, each.moves.length])).toEqual([
    ['11月', 2],
    ['10月', 1],
  ]);
});
