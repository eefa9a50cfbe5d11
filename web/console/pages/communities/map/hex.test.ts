import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellOf, cellsOf, centreOf, cornersOf } from './hex.ts';

const size = 0.01;
const world = fc.record({
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe('hexagons', () => {
  it('hold every place no further from their centre than a corner is', () => {
    fc.assert(
      fc.property(world, (place) => {
        const centre = centreOf(cellOf(place, size), size);
        expect(Math.hypot(place.x - centre.x, place.y - centre.y)).toBeLessThanOrEqual(size + 1e-9);
      }),
    );
  });

  it('find their own centre', () => {
    for (const cell of [
      { q: 0, r: 0 },
      { q: 3, r: -7 },
      { q: -12, r: 5 },
    ]) {
      expect(cellOf(centreOf(cell, size), size)).toEqual(cell);
    }
  });

  it('have six corners on one circle', () => {
    const cell = { q: 2, r: 3 };
    const centre = centreOf(cell, size);
    const far = cornersOf(cell, size).map(({ x, y }) => Math.hypot(x - centre.x, y - centre.y));
    expect(far).toHaveLength(6);
    for (const distance of far) expect(distance).toBeCloseTo(size, 10);
  });

  it('lose no weight and add a rim without any', () => {
    fc.assert(
      fc.property(fc.array(world, { minLength: 1, maxLength: 40 }), (places) => {
        const cells = cellsOf(
          places.map((place) => ({ ...place, weight: 2 })),
          size,
        );
        expect(cells.reduce((sum, cell) => sum + cell.weight, 0)).toBe(2 * places.length);
        expect(cells.length).toBeGreaterThan(new Set(places.map((place) => JSON.stringify(cellOf(place, size)))).size);
      }),
    );
  });

  it('keep a single place and its six neighbours', () => {
    expect(cellsOf([{ x: 0.5, y: 0.5, weight: 9 }], size)).toHaveLength(7);
  });
});
