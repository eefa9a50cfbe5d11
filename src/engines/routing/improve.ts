import { seededRandom } from '#kernel/random';
import { begin } from './begin.ts';
import { compile } from './compile.ts';
import { BREAK, TWIN } from './core.ts';
import { faultsOf, ImpossibleProblem } from './faults.ts';
import { isBefore, NodesByStop } from './load-plan.ts';
import type { Plan } from './plan.ts';
import type { Job, Problem } from './problem.ts';
import { RichTours } from './rich-tours.ts';
import { Schedule } from './schedule.ts';
import { search } from './search.ts';
import { isOverFor, type SolveOptions } from './solve.ts';
import type { Tours } from './tours.ts';
import { writePlan } from './write-plan.ts';

export interface ImproveOptions extends SolveOptions {
  /** Jobs whose person and moment have been promised and stay. */
  readonly frozen?: readonly string[];
  /** What giving a job to somebody else costs in the search; it is no part of the costs of the plan. */
  readonly movingCost?: number;
}

export interface Improvement {
  readonly plan: Plan;
  /** What the new plan costs less than the old one; to be read with `taken` and `dropped`. */
  readonly gain: number;
  /** Jobs that were left out and are done now, and the other way round. */
  readonly taken: readonly string[];
  readonly dropped: readonly string[];
  readonly disturbance: {
    /** Jobs that somebody else does now. */
    readonly moved: readonly string[];
    /** Jobs of the same person that begin at another moment, and by how many seconds in all. */
    readonly shifted: readonly string[];
    readonly seconds: number;
  };
}

/**
 * Goes on from a plan, around what is frozen. The problem may be another by now: people of the plan who are gone and jobs
 * that are not possible any more are taken out first, and placed anew if somebody can. Throws ImpossibleProblem.
 */
export function improve(problem: Problem, plan: Plan, options: ImproveOptions): Improvement {
  const faults = faultsOf(problem);
  if (faults.length > 0) throw new ImpossibleProblem(faults);
  const held = withPromises(problem, plan, new Set(options.frozen));
  const core = compile(held);
  const before = personByJob(plan);
  chargeMoving(held, core.affinity, before, options.movingCost ?? 0);
  const tours = begin(held, core);
  load(held, tours, plan);
  const { iterations, onProgress } = options;
  search(tours, seededRandom(options.seed), {
    iterations,
    isOver: isOverFor(options),
    onProgress: onProgress && ((done, best) => onProgress({ done, iterations, best })),
  });
  return compared(plan, writePlan(held, core, tours));
}

interface Promised {
  readonly personId: string;
  readonly start: number;
}

function personByJob(plan: Plan): Map<string, Promised> {
  return new Map(
    plan.routes.flatMap(({ personId, stops }) =>
      stops.flatMap(({ kind, id, start }) => (kind === 'visit' ? [[id, { personId, start }] as const] : [])),
    ),
  );
}

/** Frozen jobs are pinned to what the plan says of them. */
function withPromises(problem: Problem, plan: Plan, frozen: ReadonlySet<string>): Problem {
  if (frozen.size === 0) return problem;
  const promised = personByJob(plan);
  const people = new Set(problem.people.map(({ personId }) => personId));
  const jobs = problem.jobs.map((job): Job => {
    const promise = promised.get(job.jobId);
    if (promise === undefined || !frozen.has(job.jobId) || !people.has(promise.personId)) return job;
    // Of two it is the moment that was promised.
    return { ...job, pinned: job.people === 2 ? { start: promise.start } : promise };
  });
  return { ...problem, jobs };
}

function chargeMoving(
  { jobs, people }: Problem,
  affinity: Float64Array,
  before: ReadonlyMap<string, Promised>,
  cost: number,
): void {
  for (const [j, { jobId }] of jobs.entries()) {
    const had = before.get(jobId)?.personId;
    for (const [r, { personId }] of people.entries()) {
      if (had !== undefined && had !== personId) affinity[j * people.length + r]! += cost;
    }
  }
}

/** Puts in what the plan says: a day as a whole where that is possible, else stop by stop as far as it is. */
function load(problem: Problem, tours: Tours, plan: Plan): void {
  const { core } = tours;
  const schedule = tours instanceof RichTours ? tours.schedule : new Schedule(core);
  const nodes = new NodesByStop(problem, core);
  const routes = tours.snapshot().routes.map((route) => [...route]);
  for (const { personId, stops } of plan.routes) {
    const person = problem.people.findIndex((each) => each.personId === personId);
    if (person < 0) continue;
    // What they are under way to is there, and so are the breaks among it.
    const held = routes[person]!.slice(0, tours.locked[person]);
    const told: number[] = [];
    for (const { kind, id, start } of stops) {
      const node = nodes.find(person, kind, id);
      if (node === undefined || held.includes(node)) continue;
      nodes.take(node);
      if (core.kind[node] === TWIN) schedule.fixed[node] = start;
      told.push(node);
    }
    const breaks = routes[person]!.slice(held.length);
    const early = breaks.filter(
      (node) => held.length === 0 && !told.includes(node) && isBefore(core, node, stops[0]?.start),
    );
    const late = breaks.filter((node) => !early.includes(node));
    const possible = (route: readonly number[]) => schedule.run(person, route, route.length) < Number.POSITIVE_INFINITY;
    routes[person] = dayOf([...held, ...early], told, late, possible);
  }
  const whole = wholeRoutes(tours, schedule, routes);
  tours.load(tours instanceof RichTours ? { routes: whole, starts: schedule.fixed } : { routes: whole });
}

/**
 * A day that begins with what stays, and of what is told as much as is possible. The beginning of a day may not be possible
 * by itself (who sets out after lunch needs none, who comes home before the evening's visit does): the whole is asked first.
 */
function dayOf(
  first: readonly number[],
  told: readonly number[],
  breaks: readonly number[],
  possible: (route: readonly number[]) => boolean,
): number[] {
  const whole = [...first, ...told, ...breaks.filter((node) => !told.includes(node))];
  if (possible(whole)) return whole;
  let route = [...first, ...breaks];
  let after = first.length;
  for (const node of told) {
    const longer = route.filter((each) => each !== node).toSpliced(after, 0, node);
    if (!possible(longer)) continue;
    route = longer;
    after += 1;
  }
  return route;
}

/**
 * Of a job of two stops both are there or neither. A route that is not possible without what was half of a job keeps only
 * what its person is under way to, and their breaks.
 */
function wholeRoutes(tours: Tours, schedule: Schedule, given: readonly (readonly number[])[]): number[][] {
  const { core, locked } = tours;
  let routes = given.map((route) => [...route]);
  for (;;) {
    const isThere = new Set(routes.flat());
    const whole = routes.map((route, person) => {
      const rest = route.filter((node) => core.mate[node]! < 0 || isThere.has(core.mate[node]!));
      if (schedule.run(person, rest, rest.length) < Number.POSITIVE_INFINITY) return rest;
      return route.filter((node, at) => at < locked[person]! || core.kind[node] === BREAK);
    });
    if (whole.flat().length === isThere.size) return whole;
    routes = whole;
  }
}

function compared(old: Plan, plan: Plan): Improvement {
  const [before, now] = [personByJob(old), personByJob(plan)];
  const both = [...now].flatMap(([id, is]) => {
    const was = before.get(id);
    return was === undefined ? [] : [{ id, was, is }];
  });
  const shifted = both.filter(({ was, is }) => was.personId === is.personId && was.start !== is.start);
  return {
    plan,
    gain: old.costs.total - plan.costs.total,
    taken: [...now.keys()].filter((id) => !before.has(id)),
    dropped: [...before.keys()].filter((id) => !now.has(id)),
    disturbance: {
      moved: both.filter(({ was, is }) => was.personId !== is.personId).map(({ id }) => id),
      shifted: shifted.map(({ id }) => id),
      seconds: shifted.reduce((sum, { was, is }) => sum + Math.abs(was.start - is.start), 0),
    },
  };
}
