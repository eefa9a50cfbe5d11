import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gainOf, givesOf, greedyTransfer, takesOf, transferProgram, type TransferProblem } from '#engines/forecasting';
import { solveTransfers } from './solve-transfers.ts';

const place = fc.record({
  stock: fc.nat(12),
  at: fc.integer({ min: 0, max: 30 }),
  steps: fc
    .array(fc.record({ units: fc.integer({ min: 1, max: 9 }), worth: fc.integer({ min: 1, max: 100 }) }), {
      maxLength: 4,
    })
    .map((own) => own.toSorted((a, b) => b.worth - a.worth).map((step) => ({ ...step, worth: step.worth / 100 }))),
});
type Place = typeof place extends fc.Arbitrary<infer T> ? T : never;

const problemOf = (places: readonly Place[], cost: (km: number) => number | undefined): TransferProblem => ({
  gives: places.map((each) => givesOf(each.steps, each.stock)),
  takes: places.map((each) => takesOf(each.steps, each.stock)),
  costs: places.map((from) => places.map((to) => cost(Math.abs(from.at - to.at)))),
});
const cities = fc.array(fc.array(place, { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 12 });

describe('transfers by a linear program', () => {
  it('sell as much more as those found at once where all moves cost the same, and never less', async () => {
    await fc.assert(
      fc.asyncProperty(cities, fc.boolean(), async (items, isSame) => {
        const problems = items.map((own) => problemOf(own, (km) => (isSame ? 0.05 : km > 20 ? undefined : km / 60)));
        const solved = await solveTransfers({ problems, withinMs: 10_000 });
        for (const [at, { gain, moves, isBest }] of solved.entries()) {
          const greedy = gainOf(problems[at]!, greedyTransfer(problems[at]!));
          expect(isBest).toBe(true);
          expect(gain).toBeGreaterThanOrEqual(greedy - 1e-6);
          if (isSame) expect(gain).toBeCloseTo(greedy, 6);
          for (const { from, units } of moves) expect(units).toBeLessThanOrEqual(items[at]![from]!.stock + 1e-6);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('are those found at once when the time is over', async () => {
    const step = { units: 5, worth: 0.9 };
    const problem = problemOf(
      [
        { stock: 9, at: 0, steps: [] },
        { stock: 0, at: 1, steps: [step] },
      ],
      () => 0.1,
    );
    const [late] = await solveTransfers({ problems: [problem], withinMs: 0 });
    expect(late).toEqual({ moves: [{ from: 0, to: 1, units: 5 }], gain: 4, isBest: false });
  });

  it('are written in lines that a solver reads, however many places there are', async () => {
    const own = Array.from({ length: 40 }, (_, at) => ({ steps: [{ units: 5, worth: 0.5 }], stock: at % 9, at }));
    const problem = problemOf(own, (km) => km / 100);
    const lengths = transferProgram(problem)
      .text.split('\n')
      .map((line) => line.length);
    expect(Math.max(...lengths)).toBeLessThan(560);
    const [solved] = await solveTransfers({ problems: [problem], withinMs: 10_000 });
    expect(solved?.isBest).toBe(true);
  });
});
