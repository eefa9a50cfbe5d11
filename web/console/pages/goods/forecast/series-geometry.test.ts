import { describe, expect, it } from 'vitest';
import { areaPath, linePath, roundUp, seriesShape, sparkShape } from './series-geometry.ts';

const box = { width: 100, height: 60, left: 10, right: 0, top: 10, bottom: 10 };
const past = (sold: number | null, expected: number | null) => ({ day: '2026-11-22', sold, expected, outOfStock: 0 });

describe('a chart of a series', () => {
  it('has a round figure on top', () => {
    expect([0.3, 1, 1.2, 7, 43, 99, 120, 501].map(roundUp)).toEqual([1, 1, 1.5, 8, 50, 100, 150, 600]);
  });

  it('breaks its line where nothing is known', () => {
    expect(linePath([[0, 1], [1, 2], undefined, [3, 4.26]])).toBe('M0 1L1 2M3 4.3');
    expect(linePath([undefined])).toBe('');
    expect(areaPath([0, 1], [1, 2], [5, 6])).toBe('M0 1L1 2L1 6L0 5Z');
  });

  it('puts the past and the days to come on one scale', () => {
    const days = [{ day: '2026-11-23', mean: 40, low: 30, high: 50 }];
    const shape = seriesShape({ past: [past(10, null), past(null, 20)], days }, box);
    expect(shape.most).toBe(50);
    expect(shape.now).toBeCloseTo(70);
    expect(shape.y(50)).toBe(10);
    expect(shape.y(0)).toBe(50);
    expect(shape.sold).toBe('M25 42');
    expect(shape.expected).toBe('M55 34');
    expect(shape.coming).toBe('M85 18');
    expect(shape.band).toBe('M85 10L85 26Z');
  });

  it('fits the size of a word', () => {
    const days = [1, 2].map((mean) => ({ day: '2026-11-23', mean, low: 0, high: 2 }));
    expect(sparkShape(days, 20, 12).mean).toBe('M5 6L15 1');
    expect(sparkShape([], 20, 12)).toEqual({ mean: '', band: '' });
  });
});
