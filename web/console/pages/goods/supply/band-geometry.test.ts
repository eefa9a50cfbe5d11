import { describe, expect, it } from 'vitest';
import { bandShape } from './band-geometry.ts';

describe('a band of a row', () => {
  it('has everything on one scale, the largest with room to its right', () => {
    const shape = bandShape({ low: 50, mean: 60, high: 80, stock: 20, onTheWay: 20 });
    expect(shape.high).toBeCloseTo(1 / 1.04);
    expect(shape.covered / shape.high).toBeCloseTo(0.5);
    expect(shape.low).toBeLessThan(shape.mean);
    expect(shape.mean).toBeLessThan(shape.high);
  });

  it('shrinks where more is there than will be sold', () => {
    const shape = bandShape({ low: 5, mean: 10, high: 15, stock: 150, onTheWay: 0 });
    expect(shape.covered).toBeCloseTo(1 / 1.04);
    expect(shape.high).toBeCloseTo(0.1 / 1.04);
  });

  it('is still seen where nothing is known of its width, or nothing is expected', () => {
    const one = bandShape({ low: 2, mean: 2, high: 2, stock: 0, onTheWay: 0 });
    expect(one.high - one.low).toBeCloseTo(0.02);
    const none = bandShape({ low: 0, mean: 0, high: 0, stock: 0, onTheWay: 0 });
    expect(none.low).toBe(0);
    expect(none.high).toBeGreaterThan(0);
  });
});
