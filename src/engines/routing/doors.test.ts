import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naiveDay, type Act } from './fixtures/naive-day.ts';
import { randomProblem } from './fixtures/random-problem.ts';
import {
  checkPlan,
  explain,
  faultsOf,
  improve,
  ImpossibleProblem,
  solve,
  suggest,
  type Job,
  type Person,
  type Plan,
  type Problem,
} from './index.ts';

const HOUR = 3_600;
const seeds = fc.integer({ min: 1, max: 1_000_000 });
const TRAITS = { jobs: 10, people: 3 };

const actsOf = (plan: Plan, { personId }: Person): Act[] =>
  (plan.routes.find((route) => route.personId === personId)?.stops ?? []).map(({ kind, id }) => ({
    kind: kind === 'reload' ? 'visit' : kind,
    id,
  }));

/** All days of a person with the stops of one more job put in somewhere, and nothing else changed. */
function* daysWith(day: readonly Act[], { jobId, pickup }: Job): Generator<Act[]> {
  const visit: Act = { kind: 'visit', id: jobId };
  for (let at = 0; at <= day.length; at += 1) {
    if (pickup === undefined) yield day.toSpliced(at, 0, visit);
    for (let later = at + 1; pickup !== undefined && later <= day.length + 1; later += 1) {
      yield day.toSpliced(at, 0, { kind: 'pickup', id: jobId }).toSpliced(later, 0, visit);
    }
  }
}

describe('solving', () => {
  it('leaves out no job that must be done and that some route could take as it is', () => {
    fc.assert(
      fc.property(seeds, fc.boolean(), (seed, isLean) => {
        const problem = randomProblem(seed, { ...TRAITS, isLean });
        const plan = solve(problem, { seed, iterations: 20 });
        const missing = problem.jobs.filter(
          ({ jobId, prize }) => prize === undefined && plan.unassigned.includes(jobId),
        );
        const takers = missing.flatMap((job) =>
          problem.people.filter((person) =>
            [...daysWith(actsOf(plan, person), job)].some((day) => naiveDay(problem, person, day) !== undefined),
          ),
        );
        expect(takers).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('answers the best plan so far when it is told to stop, and tells how far it is', () => {
    const problem = randomProblem(7, { jobs: 14, people: 4, isLean: true });
    const stop = new AbortController();
    const seen: number[] = [];
    const plan = solve(problem, {
      seed: 1,
      iterations: 1_000_000,
      signal: stop.signal,
      onProgress: ({ done }) => {
        seen.push(done);
        if (done >= 640) stop.abort();
      },
    });
    expect(checkPlan(problem, plan)).toEqual([]);
    expect(seen[0]).toBe(0);
    expect(seen.at(-1)).toBeLessThan(1_000);
  });

  it('ends by the clock that it is given', () => {
    let now = 0;
    const problem = randomProblem(7, { jobs: 14, people: 4 });
    const plan = solve(problem, { seed: 1, iterations: 1_000_000, deadline: { at: 10, now: () => now++ } });
    expect(checkPlan(problem, plan)).toEqual([]);
    expect(now).toBeLessThan(20);
  });

  it('keeps what is pinned', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const problem = randomProblem(seed, TRAITS);
        const first = solve(problem, { seed, iterations: 50 });
        const visits = first.routes.flatMap(({ personId, stops }) =>
          stops.filter(({ kind }) => kind === 'visit').map(({ id, start }) => ({ personId, id, start })),
        );
        const pins = new Map(visits.slice(0, 2).map(({ id, personId, start }) => [id, { personId, start }]));
        const jobs = problem.jobs.map((job): Job => {
          const pinned = pins.get(job.jobId);
          return pinned === undefined ? job : { ...job, pinned };
        });
        // The checker holds pins too; here they hold where they were possible all along.
        expect(checkPlan({ ...problem, jobs }, solve({ ...problem, jobs }, { seed, iterations: 50 }))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('refuses what contradicts itself, with every fault and where it is', () => {
    const problem = randomProblem(3, { jobs: 3, people: 2 });
    const [first, second, third] = problem.jobs as [Job, Job, Job];
    const broken: Problem = {
      ...problem,
      jobs: [
        { ...first, place: 99 },
        { ...second, windows: [{ from: 10, to: 5 }] },
        { ...third, jobId: first.jobId, pinned: { personId: 'nobody' } },
      ],
    };
    const wheres = faultsOf(broken).map(({ where }) => where);
    expect(wheres).toEqual(['jobs', 'jobs[0].place', 'jobs[1].windows[0]', 'jobs[2].pinned.personId']);
    expect(() => solve(broken, { seed: 1, iterations: 1 })).toThrow(ImpossibleProblem);
  });
});

/** A plan of all jobs but the last one, and that one; without breaks, of which a suggestion may take another one. */
function oneMore(seed: number) {
  const found = randomProblem(seed, TRAITS);
  const people = found.people.map(({ breaks: _breaks, ...person }) => person);
  const { prize: _, ...job } = found.jobs.at(-1)!;
  const before = { ...found, people, jobs: found.jobs.slice(0, -1) };
  const plan = solve(before, { seed, iterations: 100 });
  return { problem: { ...before, jobs: [...before.jobs, job] }, plan, job };
}

/** The same where every visit and pick-up of a plan has no other window than the moment at which it begins. */
function held(problem: Problem, plan: Plan): Problem {
  const stops = plan.routes.flatMap((route) => route.stops);
  const windowsOf = (jobId: string, kind: string) => {
    const stop = stops.find((each) => each.id === jobId && each.kind === kind);
    return stop && [{ from: stop.start, to: stop.start }];
  };
  const jobs = problem.jobs.map((job): Job => {
    const windows = windowsOf(job.jobId, 'visit') ?? job.windows!;
    const fetched = windowsOf(job.jobId, 'pickup');
    return { ...job, windows, ...(fetched === undefined ? {} : { pickup: { ...job.pickup!, windows: fetched } }) };
  });
  return { ...problem, jobs };
}

describe('suggesting', () => {
  it('finds of each person the cheapest place, breaks no window and moves nobody', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom('starts' as const, 'windows' as const), (seed, holds) => {
        const { problem, plan, job } = oneMore(seed);
        const asHeld = holds === 'starts' ? held(problem, plan) : problem;
        const expected = problem.people.flatMap((person) => {
          const day = actsOf(plan, person);
          const was = naiveDay(asHeld, person, day);
          const days = [...daysWith(day, job)].flatMap((each) => naiveDay(asHeld, person, each) ?? []);
          return days.length === 0
            ? []
            : [{ personId: person.personId, cost: Math.min(...days) - (was ?? Number.NaN) }];
        });
        const found = suggest(problem, plan, job.jobId, { holds });
        const costs = new Map(found.map(({ personId, cost }) => [personId, cost]));
        expect([...costs.keys()].toSorted()).toEqual(expected.map(({ personId }) => personId).toSorted());
        for (const { personId, cost } of expected) expect(costs.get(personId)).toBeCloseTo(cost, 4);
        for (const { cost, parts } of found) {
          expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(cost, 4);
        }
        expect(found.map(({ cost }) => cost)).toEqual([...costs.values()].toSorted((one, other) => one - other));
      }),
      { numRuns: 100 },
    );
  });
});

describe('improving', () => {
  it('keeps what is frozen and what the checker asks for, and tells what it moved', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const problem = randomProblem(seed, TRAITS);
        const old = solve(problem, { seed, iterations: 5 });
        const visits = old.routes.flatMap(({ personId, stops }) => stops.map((stop) => ({ personId, ...stop })));
        const frozen = visits.filter(({ kind }) => kind === 'visit').slice(0, 3);
        const { plan, gain, disturbance } = improve(problem, old, {
          seed,
          iterations: 200,
          frozen: frozen.map(({ id }) => id),
        });
        expect(checkPlan(problem, plan)).toEqual([]);
        const moved = new Set([...disturbance.moved, ...disturbance.shifted]);
        expect(frozen.filter(({ id }) => moved.has(id))).toEqual([]);
        if (plan.mandatoryLeftOut === old.mandatoryLeftOut)
          expect(gain).toBeCloseTo(old.costs.total - plan.costs.total);
      }),
      { numRuns: 60 },
    );
  });

  it('without rounds leaves a plan as it is, jobs of two stops and of two people included', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const problem = randomProblem(seed, { ...TRAITS, twins: true });
        const old = solve(problem, { seed, iterations: 50 });
        const { plan, gain, disturbance, dropped } = improve(problem, old, { seed, iterations: 0 });
        expect(checkPlan(problem, plan)).toEqual([]);
        expect([...dropped, ...disturbance.moved]).toEqual([]);
        expect(gain).toBeGreaterThan(-1e-6);
      }),
      // Days that begin after lunch, of which no beginning is possible by itself.
      { numRuns: 60, examples: [[974_937], [103_272]] },
    );
  });

  it('gives the visits of one who is sick to others', () => {
    const problem = randomProblem(11, { jobs: 8, people: 4, isLean: true });
    const old = solve(problem, { seed: 1, iterations: 200 });
    const sick = old.routes[0]!.personId;
    const left = { ...problem, people: problem.people.filter(({ personId }) => personId !== sick) };
    const { plan, disturbance } = improve(left, old, { seed: 1, iterations: 200, movingCost: 1 });
    expect(checkPlan(left, plan)).toEqual([]);
    const theirs = old.routes[0]!.stops.map(({ id }) => id);
    expect([...disturbance.moved, ...plan.unassigned].filter((id) => theirs.includes(id)).toSorted()).toEqual(
      theirs.toSorted(),
    );
  });
});

describe('explaining', () => {
  const alone: Problem = {
    travels: [{ places: 2, bands: [{ from: 0, distances: [0, 10, 10, 0], durations: [0, HOUR, HOUR, 0] }] }],
    people: [
      { personId: 'a', start: 0, end: 0, shift: { from: 8 * HOUR, to: 12 * HOUR }, skills: { 电工: 1 }, capacity: [2] },
    ],
    jobs: [],
  };
  const job: Job = { jobId: 'j', place: 1, service: HOUR };
  const obstacleOf = (it: Job) => {
    const problem = { ...alone, jobs: [it] };
    const found = explain(problem, solve(problem, { seed: 1, iterations: 5 }), 'j');
    return found.is === 'unassigned' ? found.obstacles[0] : undefined;
  };

  it('names the first rule that fails and the least that would do', () => {
    expect(obstacleOf({ ...job, windows: [{ from: 8 * HOUR, to: 8.5 * HOUR }] })).toEqual({
      personId: 'a',
      rule: 'window',
      by: HOUR / 2,
      relaxation: { what: 'window', seconds: HOUR / 2 },
    });
    expect(obstacleOf({ ...job, service: 3 * HOUR })).toMatchObject({
      rule: 'shift',
      relaxation: { what: 'shift', seconds: HOUR },
    });
    expect(obstacleOf({ ...job, skills: { 电工: 3 } })).toMatchObject({
      rule: 'skill',
      relaxation: { what: 'level', skill: '电工', from: 1, to: 3 },
    });
    expect(obstacleOf({ ...job, amounts: [5] })).toMatchObject({
      rule: 'capacity',
      relaxation: { what: 'capacity', units: 3 },
    });
    expect(obstacleOf({ ...job, forbidden: ['a'] })).toEqual({ personId: 'a', rule: 'forbidden' });
    expect(obstacleOf({ ...job, prize: 5 })).toMatchObject({ rule: 'prize', by: 15 });
  });

  it('tells by how much later something that is fetched first would have to be brought', () => {
    const fetched: Job = { ...job, pickup: { place: 0, service: HOUR }, windows: [{ from: 8 * HOUR, to: 9.5 * HOUR }] };
    expect(obstacleOf(fetched)).toEqual({
      personId: 'a',
      rule: 'window',
      by: HOUR / 2,
      relaxation: { what: 'window', seconds: HOUR / 2 },
    });
  });

  it('says who could take a job that an old plan leaves out', () => {
    const problem = { ...alone, jobs: [job] };
    const old = solve({ ...problem, jobs: [] }, { seed: 1, iterations: 1 });
    const found = explain(problem, { ...old, unassigned: ['j'] }, 'j');
    expect(found).toEqual({ is: 'unassigned', obstacles: [{ personId: 'a', rule: 'possible', by: 20 }] });
  });

  it('tells of one who has a job what it costs there, and with the next best', () => {
    const people = [alone.people[0]!, { ...alone.people[0]!, personId: 'b', costs: { perDistance: 2 } }];
    const problem = { ...alone, people, jobs: [job] };
    const found = explain(problem, solve(problem, { seed: 1, iterations: 5 }), 'j');
    expect(found).toMatchObject({
      is: 'assigned',
      chosen: { personId: 'a', cost: 20 },
      runnerUp: { personId: 'b', cost: 40 },
    });
  });
});
