import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitWithin, unitsToOrder, type Wanted } from '../index.ts';

const steps = [
  { units: 10, worth: 0.9 },
  { units: 10, worth: 0.3 },
];

describe('how much to order', () => {
  it('is whole packs, and nothing where the least that comes is far too much', () => {
    expect(unitsToOrder(20, 3, { pack: 6, minimum: 0 })).toBe(18);
    expect(unitsToOrder(20, 30, { pack: 6, minimum: 0 })).toBe(0);
    expect(unitsToOrder(20, 16, { pack: 1, minimum: 12 })).toBe(0);
    expect(unitsToOrder(20, 13, { pack: 1, minimum: 12 })).toBe(12);
  });
});

describe('what has to do with less', () => {
  const wanted = (units: number, stock: number): Wanted => ({ units, pack: 1, stock, steps, margin: 1, takes: 1 });

  it('is shared out so that nobody goes without while others fill up', () => {
    expect(fitWithin([wanted(20, 0), wanted(20, 0)], 20)).toEqual([10, 10]);
    // The second one has enough for most days already.
    expect(fitWithin([wanted(20, 0), wanted(10, 10)], 10)).toEqual([10, 0]);
    expect(fitWithin([wanted(5, 0)], 50)).toEqual([5]);
  });

  it('stays within its limit, in whole packs, and never becomes more', () => {
    const each = fc.record({
      packs: fc.nat(8),
      pack: fc.integer({ min: 1, max: 6 }),
      stock: fc.nat(15),
      margin: fc.integer({ min: 1, max: 9 }),
      takes: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(each, { maxLength: 8 }), fc.nat(200), (all, limit) => {
        const lines = all.map(({ packs, ...rest }) => ({ ...rest, units: packs * rest.pack, steps }));
        const fitted = fitWithin(lines, limit);
        const used = fitted.reduce((sum, units, at) => sum + units * lines[at]!.takes, 0);
        expect(used).toBeLessThanOrEqual(limit);
        for (const [at, units] of fitted.entries()) {
          expect(units % lines[at]!.pack).toBe(0);
          expect(units).toBeLessThanOrEqual(lines[at]!.units);
        }
      }),
    );
  });
});
