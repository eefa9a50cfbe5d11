import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fen } from '#kernel/money';
import { nextStep, rebateOf, tierPrice, tiersFit, type TierStep } from './tier.ts';

const steps: readonly TierStep[] = [
  { from: 10, priceFen: fen(900) },
  { from: 50, priceFen: fen(750) },
];

describe('a tiered price', () => {
  it('is that of the last step that was reached', () => {
    expect([0, 9, 10, 49, 50, 500].map((reached) => tierPrice(fen(1_000), steps, reached))).toEqual([
      1_000, 1_000, 900, 900, 750, 750,
    ]);
  });

  it('says how many more make the next step', () => {
    expect(nextStep(steps, 7)).toEqual({ missing: 3, priceFen: 900 });
    expect(nextStep(steps, 10)).toEqual({ missing: 40, priceFen: 750 });
    expect(nextStep(steps, 50)).toBeNull();
  });

  it('only falls, and its steps only rise', () => {
    expect(tiersFit(fen(1_000), steps)).toBe(true);
    expect(tiersFit(fen(900), steps)).toBe(false);
    expect(tiersFit(fen(1_000), steps.toReversed())).toBe(false);
    expect(tiersFit(fen(1_000), [{ from: 5, priceFen: fen(0) }])).toBe(false);
  });

  it('gives back exactly what was paid too much, and never more than was paid', () => {
    const line = fc.record({
      unitFen: fc.integer({ min: 1, max: 100_000 }),
      quantity: fc.integer({ min: 1, max: 99 }),
      discountShare: fc.double({ min: 0, max: 1, noNaN: true }),
      fall: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), (lines) => {
        for (const { unitFen, quantity, discountShare, fall } of lines) {
          const finalFen = fen(Math.max(1, Math.floor(unitFen * (1 - fall))));
          const restFen = fen(unitFen * quantity - Math.floor(unitFen * quantity * discountShare));
          const back = rebateOf({ unitFen: fen(unitFen), unitsLeft: quantity, restFen }, finalFen);
          expect(back).toBeGreaterThanOrEqual(0);
          expect(back).toBeLessThanOrEqual(restFen);
          if (restFen === unitFen * quantity) expect(restFen - back).toBe(finalFen * quantity);
        }
      }),
    );
  });
});
