import { VISIT, type Core } from './core.ts';
import { addCosts, NOTHING, type CostParts } from './cost-parts.ts';
import { ImpossibleProblem } from './faults.ts';
import { loadPlan } from './load-plan.ts';
import type { Plan } from './plan.ts';
import type { Problem } from './problem.ts';
import type { Schedule } from './schedule.ts';

/** Somebody who could take a job, where in their day and when, and what it adds to the cost. */
export interface Suggestion {
  readonly personId: string;
  /** How many stops of their route come before it. */
  readonly position: number;
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
 * The job is one of the problem, with one stop, and not in the plan. Nothing where nobody can. Throws ImpossibleProblem.
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
  const job = problem.jobs.findIndex((each) => each.jobId === jobId);
  const node = core.firstNode[job] ?? -1;
  if (node < 0 || core.kind[node] !== VISIT) {
    throw new ImpossibleProblem([{ where: 'job', id: jobId, why: 'is no job of one stop' }]);
  }
  const found = problem.people.flatMap((_, person) =>
    bestPlace(core, schedule, person, routes[person]!, node, problem),
  );
  return found.toSorted((a, b) => a.cost - b.cost || compare(a.personId, b.personId)).slice(0, most);
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function bestPlace(
  core: Core,
  schedule: Schedule,
  person: number,
  route: readonly number[],
  node: number,
  problem: Problem,
): Suggestion[] {
  if (core.affinity[core.job[node]! * core.people + person] === Number.POSITIVE_INFINITY) return [];
  const was = schedule.run(person, route, route.length);
  const before = partsOf(core, schedule, person, route);
  const line = Int32Array.from([node, ...route]);
  let least = Number.POSITIVE_INFINITY;
  let best: Omit<Suggestion, 'cost'> | undefined;
  const locked = core.prefixes[person]!.length;
  for (let at = 0; at < line.length; at += 1) {
    line[at] = node;
    const cost = at < locked ? Number.POSITIVE_INFINITY : schedule.run(person, line, line.length) - was;
    if (cost < least) {
      least = cost;
      const start = schedule.starts[at]!;
      const place = { position: at - schedule.first, start, end: start + core.service[node]! };
      const parts = less(partsOf(core, schedule, person, line), before);
      best = { personId: problem.people[person]!.personId, ...place, parts };
    }
    line[at] = line[at + 1] ?? node;
  }
  return best === undefined ? [] : [{ ...best, cost: least }];
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
