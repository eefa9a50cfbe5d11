import { expect, it } from 'vitest';
import { canBegin, naiveDay, type Act } from './fixtures/naive-day.ts';
import { randomProblem } from './fixtures/random-problem.ts';
import { checkPlan, solve, type Job, type Person, type Plan, type Problem } from './index.ts';

const PROBLEMS = 100;
const LEFT_OUT = 1e9;

type CanBegin = (acts: readonly Act[]) => boolean;

/** All orders of acts in which what is brought is fetched before, as far as a day may begin so. */
function* ordersOf(acts: readonly Act[], canBe: CanBegin, done: readonly Act[] = []): Generator<readonly Act[]> {
  if (acts.length === 0) yield done;
  for (const [at, act] of acts.entries()) {
    const isEarly = act.kind === 'visit' && acts.some(({ kind, id }) => kind === 'pickup' && id === act.id);
    const next = [...done, act];
    if (!isEarly && canBe(next)) yield* ordersOf(acts.toSpliced(at, 1), canBe, next);
  }
}

const actsOf = ({ jobId, pickup }: Job): Act[] => [
  ...(pickup === undefined ? [] : [{ kind: 'pickup', id: jobId } as const]),
  { kind: 'visit', id: jobId },
];

/** The cheapest day of a person with some jobs, with or without each break. */
function cheapestDay(problem: Problem, person: Person, jobs: readonly Job[]): number {
  const acts = jobs.flatMap(actsOf);
  const breaks = (person.breaks ?? []).map(({ breakId }): Act => ({ kind: 'break', id: breakId }));
  let best = Number.POSITIVE_INFINITY;
  for (const taken of [[], breaks]) {
    for (const order of ordersOf([...acts, ...taken], (begun) => canBegin(problem, person, begun))) {
      best = Math.min(best, naiveDay(problem, person, order) ?? Number.POSITIVE_INFINITY);
    }
  }
  return best;
}

/** The least that a problem can cost: every person with every set of jobs, put together. */
function optimum(problem: Problem): number {
  const sets = 2 ** problem.jobs.length;
  const jobsIn = (set: number): Job[] => problem.jobs.filter((_, at) => (set & (1 << at)) !== 0);
  let best = Array.from({ length: sets }, (_, set) =>
    problem.jobs.filter((_job, at) => (set & (1 << at)) === 0).reduce((sum, { prize = LEFT_OUT }) => sum + prize, 0),
  );
  // From here on: the least with some people, where the jobs of the set are theirs and the others nobody's.
  let reached = best.map((cost, set) => (set === 0 ? cost : Number.POSITIVE_INFINITY));
  for (const person of problem.people) {
    const days = Array.from({ length: sets }, (_, set) => cheapestDay(problem, person, jobsIn(set)));
    const next = [...reached];
    for (let set = 0; set < sets; set += 1) {
      for (let own = set; own > 0; own = (own - 1) & set) {
        const rest = set ^ own;
        const cost = reached[rest]! - best[rest]! + best[set]! + days[own]!;
        if (cost < next[set]!) next[set] = cost;
      }
    }
    reached = next;
  }
  best = reached;
  return Math.min(...best);
}

/** With fetching and a break five jobs have eleven stops, of which all orders are many: six and seven are without. */
function smallProblem(seed: number): Problem {
  const jobs = 2 + (seed % 6);
  const problem = randomProblem(seed, { jobs, people: 1 + (seed % 3) });
  if (jobs <= 5) return problem;
  return {
    ...problem,
    jobs: problem.jobs.map(({ pickup: _, ...job }) => job),
    people: problem.people.map(({ breaks: _, ...person }) => person),
  };
}

const costOf = ({ costs, mandatoryLeftOut }: Plan): number => costs.total + mandatoryLeftOut * LEFT_OUT;

it('small rich problems are solved as well as can be', () => {
  let optimal = 0;
  for (let seed = 1; seed <= PROBLEMS; seed += 1) {
    const problem = smallProblem(seed);
    const plan = solve(problem, { seed, iterations: 500 });
    expect(checkPlan(problem, plan)).toEqual([]);
    const least = optimum(problem);
    expect(costOf(plan)).toBeGreaterThan(least - 1e-3);
    if (costOf(plan) < least + 1e-3) optimal += 1;
  }
  expect(optimal / PROBLEMS).toBeGreaterThanOrEqual(0.95);
}, 120_000);
