import { PICKUP, VISIT, type Core } from './core.ts';
import { addCosts, NOTHING, type CostParts } from './cost-parts.ts';
import { ImpossibleProblem } from './faults.ts';
import { linesWith, type Line } from './lines.ts';
import { loadPlan } from './load-plan.ts';
import type { Plan } from './plan.ts';
import type { Problem } from './problem.ts';
import type { Schedule } from './schedule.ts';

/** Somebody who could take a job, where in their day and when, and what it adds to the cost. */
export interface Suggestion {
  readonly personId: string;
  /** How many stops of their route come before it; before where it is fetched, if it is. */
  readonly position: number;
  /** Of the visit. */
  readonly start: number;
  readonly end: number;
  readonly cost: number;
  /** What of it is for what. */
  readonly parts: Readonly<CostParts>;
}

export interface SuggestOptions {
  /** The best so many people. */
  readonly most: number;
  /** `starts`: nobody else's visit begins at another moment; `windows`: they may, within their windows. */
  readonly holds: 'starts' | 'windows';
}

const DEFAULTS: SuggestOptions = { most: 5, holds: 'starts' };

/**
 * The best people and times for one job in a plan that stays as it is, from cheap to dear; of each person the best place.
 * The job is one of the problem, for one person, and not in the plan. Nothing where nobody can. Throws ImpossibleProblem.
 */
export function suggest(
  problem: Problem,
  plan: Plan,
  jobId: string,
  options: Partial<SuggestOptions> = {},
): Suggestion[] {
  const { most, holds } = { ...DEFAULTS, ...options };
  const loaded = loadPlan(problem, plan, holds);
  const { core, schedule, routes } = loaded;
  const stops = stopsOf(core, problem, jobId);
  const found = problem.people.flatMap((_, person) =>
    bestPlace(core, schedule, person, routes[person]!, stops, problem),
  );
  return found.toSorted((a, b) => a.cost - b.cost || compare(a.personId, b.personId)).slice(0, most);
}

/** The nodes of a job for one person: its visit, or where it is fetched and then where it is brought. */
export function stopsOf(core: Core, problem: Problem, jobId: string): readonly number[] {
  const first = core.firstNode[problem.jobs.findIndex((each) => each.jobId === jobId)] ?? -1;
  if (first < 0) throw new ImpossibleProblem([{ where: 'job', id: jobId, why: 'is no job' }]);
  if (core.kind[first] === VISIT) return [first];
  if (core.kind[first] === PICKUP) return [first, core.mate[first]!];
  throw new ImpossibleProblem([{ where: 'job', id: jobId, why: 'is one of two people' }]);
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function bestPlace(
  core: Core,
  schedule: Schedule,
  person: number,
  route: readonly number[],
  stops: readonly number[],
  problem: Problem,
): Suggestion[] {
  if (core.affinity[core.job[stops[0]!]! * core.people + person] === Number.POSITIVE_INFINITY) return [];
  const was = schedule.run(person, route, route.length);
  const before = partsOf(core, schedule, person, route);
  const visit = stops.at(-1)!;
  let least = Number.POSITIVE_INFINITY;
  let best: Line | undefined;
  for (const line of linesWith(route, stops, core.prefixes[person]!.length)) {
    const cost = schedule.run(person, line.nodes, line.nodes.length) - was;
    if (cost >= least) continue;
    least = cost;
    best = line;
  }
  if (best === undefined) return [];
  schedule.run(person, best.nodes, best.nodes.length);
  const start = schedule.starts[best.nodes.indexOf(visit)]!;
  return [
    {
      personId: problem.people[person]!.personId,
      position: best.at - schedule.first,
      start,
      end: start + core.service[visit]!,
      cost: least,
      parts: less(partsOf(core, schedule, person, best.nodes), before),
    },
  ];
}

/** Of the day that a schedule reckoned last; a day without jobs costs nothing. */
function partsOf(core: Core, schedule: Schedule, person: number, nodes: ArrayLike<number>): CostParts {
  const parts = { ...NOTHING };
  if (schedule.first >= 0) addCosts(parts, core, schedule, person, nodes);
  return parts;
}

function less(parts: CostParts, before: CostParts): CostParts {
  for (const part of Object.keys(NOTHING) as (keyof CostParts)[]) parts[part] -= before[part];
  return parts;
}
