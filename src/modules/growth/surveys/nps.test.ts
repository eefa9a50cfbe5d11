import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { npsOf } from './nps.ts';

/** How many gave 0, 1, … 10. */
const of = (...scores: readonly number[]): number[] =>
  Array.from({ length: 11 }, (_, score) => scores.filter((one) => one === score).length);

describe('the net promoter score', () => {
  it.each([
    [[10, 9], 100],
    [[0, 6], -100],
    [[7, 8], 0],
    [[10, 10, 8, 6], 25],
    [[9, 7, 3], 0],
    [[10, 10, 5], 33.3],
  ])('of %j is %d', (scores, nps) => {
    expect(npsOf(of(...scores)).nps).toBe(nps);
  });

  it('is nothing without an answer', () => {
    expect(npsOf(of())).toEqual({ answered: 0, promoters: 0, passives: 0, detractors: 0, nps: null });
  });

  it('counts everybody once, stays within its scale, and turns round with the answers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 200 }), (scores) => {
        const figures = npsOf(of(...scores));
        expect(figures.promoters + figures.passives + figures.detractors).toBe(scores.length);
        expect(Math.abs(figures.nps ?? 999)).toBeLessThanOrEqual(100);
        // One more promoter never makes it worse.
        expect(npsOf(of(...scores, 10)).nps).toBeGreaterThanOrEqual(figures.nps ?? 0);
      }),
    );
  });
});
