import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomProblem } from './fixtures/random-problem.ts';
import { checkPlan, faultsOf, ImpossibleProblem, solve, type Plan, type Problem } from './index.ts';

const ROUNDS = 300;
const seeds = fc.integer({ min: 1, max: 1_000_000 });

/** Undefined where the people who are under way cannot get there. */
function solved(problem: Problem, seed: number, iterations = ROUNDS): Plan | undefined {
  try {
    return solve(problem, { seed, iterations });
  } catch (error) {
    if (error instanceof ImpossibleProblem && error.faults.every(({ where }) => where === 'prefixes')) return undefined;
    throw error;
  }
}

describe('plans of random rich problems', () => {
  it('keep to everything, says the checker', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 5 }), (seed, jobs, people) => {
        const problem = randomProblem(seed, { jobs, people, twins: true, trips: true, prefixes: true });
        expect(faultsOf(problem).filter(({ where }) => where !== 'prefixes')).toEqual([]);
        const plan = solved(problem, seed);
        expect(plan === undefined ? [] : checkPlan(problem, plan)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('keep to everything where costs follow from ways alone', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 6 }), (seed, jobs, people) => {
        const problem = randomProblem(seed, { jobs, people, isLean: true, prefixes: true });
        const plan = solved(problem, seed);
        expect(plan === undefined ? [] : checkPlan(problem, plan)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('are the same for the same seed and as many rounds', () => {
    fc.assert(
      fc.property(seeds, fc.boolean(), (seed, isLean) => {
        const problem = randomProblem(seed, { jobs: 12, people: 3, twins: true, trips: true, isLean });
        expect(solve(problem, { seed, iterations: 200 })).toEqual(solve(problem, { seed, iterations: 200 }));
      }),
      { numRuns: 30 },
    );
  });
});
