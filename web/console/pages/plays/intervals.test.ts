import { describe, expect, it } from 'vitest';
import { barOf, scaleOf } from './intervals.ts';

const interval = (low: number, expectedRate: number, high: number) => ({ low, expectedRate, high });

describe('intervals on a common scale', () => {
  it('take the next round figure', () => {
    expect(scaleOf([interval(0.04, 0.08, 0.131), interval(0.01, 0.02, 0.05)])).toBe(0.2);
    expect(scaleOf([interval(0, 0.01, 0.05)])).toBe(0.05);
    expect(scaleOf([interval(0.4, 0.6, 0.8)])).toBe(1);
    expect(scaleOf([])).toBe(0.05);
  });

  it('stay on it', () => {
    expect(barOf(interval(0.05, 0.1, 0.2), 0.2)).toEqual({ low: 0.25, expected: 0.5, high: 1 });
    expect(barOf(interval(-0.1, 0.1, 0.4), 0.2)).toEqual({ low: 0, expected: 0.5, high: 1 });
  });
});
