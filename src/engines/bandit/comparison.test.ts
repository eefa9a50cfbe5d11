import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random';
import { drawBeta, logGamma, logMarginalLikelihood, meanOf } from './beta.ts';
import { compare } from './comparison.ts';

/** P(X > Y) for X ~ Beta(a, b), Y ~ Beta(c, d) with whole a: Σᵢ B(c+i, b+d) / ((b+i) B(1+i, b) B(c, d)), i < a. */
function exactlyBeats(a: number, b: number, c: number, d: number): number {
  const logB = (x: number, y: number): number => logGamma(x) + logGamma(y) - logGamma(x + y);
  let total = 0;
  for (let i = 0; i < a; i++) total += Math.exp(logB(c + i, b + d) - Math.log(b + i) - logB(1 + i, b) - logB(c, d));
  return total;
}

const negligible = (error: number): boolean => Math.abs(error) < 0.001;
const shape = fc.double({ min: 0.05, max: 400, noNaN: true });

describe('compare', () => {
  it('agrees with the closed form for two rates', () => {
    const whole = fc.integer({ min: 1, max: 120 });
    fc.assert(
      fc.property(whole, whole, whole, whole, (a, b, c, d) => {
        expect(
          compare([
            { a, b },
            { a: c, b: d },
          ]).beats(0, 1) - exactlyBeats(a, b, c, d),
        ).toSatisfy(negligible);
      }),
    );
  });

  it('agrees with the closed form of the quantiles of Beta(1, b)', () => {
    for (const b of [1, 3, 40, 900]) {
      const [low, high] = compare([{ a: 1, b }]).interval[0] ?? [0, 0];
      expect(low - (1 - 0.95 ** (1 / b))).toSatisfy(negligible);
      expect(high - (1 - 0.05 ** (1 / b))).toSatisfy(negligible);
    }
  });

  it('gives probabilities that sum to 1 and intervals in order around mass', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ a: shape, b: shape }), { minLength: 1, maxLength: 8 }), (betas) => {
        const { best, interval } = compare(betas);
        expect(best.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        for (const share of best) expect(share).toBeGreaterThanOrEqual(0);
        for (const [low, high] of interval) expect(0 <= low && low < high && high <= 1).toBe(true);
      }),
    );
  });

  it('treats equals equally', () => {
    const { best, beats } = compare([
      { a: 3, b: 60 },
      { a: 3, b: 60 },
      { a: 3, b: 60 },
    ]);
    for (const share of best) expect(share).toBeCloseTo(1 / 3, 9);
    expect(beats(0, 2)).toBeCloseTo(0.5, 9);
  });
});

describe('Beta', () => {
  it('draws with the mean and the spread of the distribution', () => {
    const random = seededRandom('draws');
    for (const beta of [
      { a: 0.3, b: 6 },
      { a: 4, b: 76 },
      { a: 50, b: 50 },
    ]) {
      const draws = Array.from({ length: 20_000 }, () => drawBeta(random, beta));
      const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
      const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
      const expected = (meanOf(beta) * (1 - meanOf(beta))) / (beta.a + beta.b + 1);
      expect(Math.abs(mean - meanOf(beta))).toBeLessThan(5 * Math.sqrt(expected / draws.length));
      expect(variance / expected).toBeGreaterThan(0.9);
      expect(variance / expected).toBeLessThan(1.1);
    }
  });

  it('scores counts as the beta-binomial does', () => {
    for (let n = 0; n <= 170; n += 10) {
      let factorial = 0;
      for (let k = 2; k <= n; k++) factorial += Math.log(k);
      expect(logGamma(n + 1)).toBeCloseTo(factorial, 8);
    }
    // Under a uniform rate every number of successes in n trials is equally likely: 1 / (n + 1) over C(n, s).
    const logChoose = logGamma(11) - logGamma(4) - logGamma(8);
    expect(Math.exp(logMarginalLikelihood({ a: 1, b: 1 }, 10, 3) + logChoose)).toBeCloseTo(1 / 11, 10);
  });
});
