import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gainOf, givesOf, greedyTransfer, takesOf, type Step, type TransferProblem } from '../index.ts';

/** Steps whose worth falls. */
const steps = fc
  .array(fc.record({ units: fc.integer({ min: 1, max: 9 }), worth: fc.integer({ min: 1, max: 100 }) }), {
    maxLength: 4,
  })
  .map((own): Step[] =>
    own.toSorted((a, b) => b.worth - a.worth).map(({ units, worth }) => ({ units, worth: worth / 100 })),
  );

const place = fc.record({ steps, stock: fc.nat(12), at: fc.integer({ min: 0, max: 30 }) });
type Place = typeof place extends fc.Arbitrary<infer T> ? T : never;

const problemOf = (places: readonly Place[], cost: (km: number) => number | undefined): TransferProblem => ({
  gives: places.map((each) => givesOf(each.steps, each.stock)),
  takes: places.map((each) => takesOf(each.steps, each.stock)),
  costs: places.map((from) => places.map((to) => cost(Math.abs(from.at - to.at)))),
});

const places = fc.array(place, { minLength: 2, maxLength: 6 });

describe('transfers', () => {
  it('give what is there at most, take no more than has worth, and are worth it', () => {
    fc.assert(
      fc.property(places, (own) => {
        const problem = problemOf(own, (km) => (km > 20 ? undefined : km / 100));
        const moves = greedyTransfer(problem);
        for (const [at, { stock, steps: wanted }] of own.entries()) {
          const given = moves.filter(({ from }) => from === at).reduce((sum, { units }) => sum + units, 0);
          const taken = moves.filter(({ to }) => to === at).reduce((sum, { units }) => sum + units, 0);
          expect(given).toBeLessThanOrEqual(stock + 1e-9);
          const room = Math.max(0, wanted.reduce((sum, { units }) => sum + units, 0) - stock);
          expect(taken).toBeLessThanOrEqual(room + 1e-9);
        }
        for (const { from, to } of moves) expect(problem.costs[from]![to]).toBeDefined();
        expect(gainOf(problem, moves)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('steps around a stock', () => {
  const own: Step[] = [
    { units: 3, worth: 0.9 },
    { units: 2, worth: 0.4 },
  ];
  it('take what is missing, and give the last ones first', () => {
    expect(takesOf(own, 1)).toEqual([
      { units: 2, worth: 0.9 },
      { units: 2, worth: 0.4 },
    ]);
    expect(givesOf(own, 7)).toEqual([
      { units: 2, worth: 0 },
      { units: 2, worth: 0.4 },
      { units: 3, worth: 0.9 },
    ]);
    expect(takesOf(own, 5)).toEqual([]);
    expect(givesOf(own, 0)).toEqual([]);
  });
});
