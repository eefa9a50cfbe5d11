import { unfitFor, type Unfit } from './compile.ts';
import type { Core } from './core.ts';
import { ImpossibleProblem } from './faults.ts';
import { linesWith, type Line } from './lines.ts';
import { loadPlan } from './load-plan.ts';
import type { Plan } from './plan.ts';
import type { Problem } from './problem.ts';
import type { Hitch, Schedule } from './schedule.ts';
import { stopsOf, suggest, type Suggestion } from './suggest.ts';

/** The least that would have to give way, by itself, for somebody to take a job. */
export type Relaxation =
  | { readonly what: 'level'; readonly skill: string; readonly from: number; readonly to: number }
  /** The last window of the job ends so many seconds later. */
  | { readonly what: 'window'; readonly seconds: number }
  /** The person is back so many seconds later. */
  | { readonly what: 'shift'; readonly seconds: number }
  /** The person carries so many units more, in every dimension. */
  | { readonly what: 'capacity'; readonly units: number };

/** Why somebody cannot take a job. */
export interface Obstacle {
  readonly personId: string;
  /** The first rule that fails: at the best place in their day. `off`: they serve nobody then. `visit`: another visit would begin too late. */
  readonly rule: Unfit['rule'] | 'window' | 'off' | 'visit' | 'shift' | 'capacity' | 'prize' | 'possible';
  /** Of `visit` the other job. */
  readonly jobId?: string;
  /** Seconds or units; of `prize` what it would cost more than leaving it out, of `possible` what it would cost. */
  readonly by?: number;
  /** Absent where no single one would do. */
  readonly relaxation?: Relaxation;
}

export type Explanation =
  | { readonly is: 'unassigned'; readonly obstacles: readonly Obstacle[] }
  | { readonly is: 'assigned'; readonly chosen: Suggestion; readonly runnerUp: Suggestion | undefined };

/**
 * Why a job is where it is: for one that nobody has, what keeps each person from it; for one that somebody has, what it
 * costs there and with the next best person. Others keep their order and windows. For jobs of one person. Throws
 * ImpossibleProblem.
 */
export function explain(problem: Problem, plan: Plan, jobId: string): Explanation {
  const has = plan.routes.find(({ stops }) => stops.some(({ kind, id }) => kind === 'visit' && id === jobId));
  const without = plan.routes.map((route) => ({ ...route, stops: route.stops.filter(({ id }) => id !== jobId) }));
  const rest: Plan = { ...plan, routes: without.filter(({ stops }) => stops.length > 0) };
  const all = suggest(problem, rest, jobId, { most: problem.people.length, holds: 'windows' });
  const chosen = all.find(({ personId }) => personId === has?.personId);
  if (has !== undefined && chosen !== undefined) {
    return { is: 'assigned', chosen, runnerUp: all.find(({ personId }) => personId !== has.personId) };
  }
  return { is: 'unassigned', obstacles: obstaclesTo(problem, rest, jobId, all) };
}

function obstaclesTo(problem: Problem, plan: Plan, jobId: string, possible: readonly Suggestion[]): Obstacle[] {
  const loaded = loadPlan(problem, plan, 'windows');
  const job = problem.jobs.find((each) => each.jobId === jobId);
  if (job === undefined) throw new ImpossibleProblem([{ where: 'job', id: jobId, why: 'is no job' }]);
  const stops = stopsOf(loaded.core, problem, jobId);
  return problem.people.map((person, at): Obstacle => {
    const { personId } = person;
    const route = loaded.routes[at]!;
    const unfit = unfitFor(job, person);
    const trial = new Trial(loaded.core, loaded.schedule, at, route, stops);
    if (unfit !== undefined) {
      const isEnough = unfit.rule === 'skill' && onlyLacks(job.skills, person.skills, unfit.skill) && trial.fits();
      const { rule } = unfit;
      if (!isEnough) return { personId, rule };
      return { personId, rule, relaxation: { what: 'level', skill: unfit.skill, from: unfit.has, to: unfit.needs } };
    }
    const suggestion = possible.find((each) => each.personId === personId);
    if (suggestion !== undefined) {
      const more = suggestion.cost - (job.prize ?? Number.POSITIVE_INFINITY);
      return more > 0 ? { personId, rule: 'prize', by: more } : { personId, rule: 'possible', by: suggestion.cost };
    }
    return { personId, ...trial.hitch(problem), ...trial.relaxation() };
  });
}

function onlyLacks(
  needed: Readonly<Record<string, number>> = {},
  has: Readonly<Record<string, number>> = {},
  lacking: string,
): boolean {
  return Object.entries(needed).every(([skill, level]) => skill === lacking || (has[skill] ?? 0) >= level);
}

/** Tries a job at every place of somebody's day, with one rule or another out of force. */
class Trial {
  readonly #core: Core;
  readonly #schedule: Schedule;
  readonly #person: number;
  readonly #route: readonly number[];
  readonly #stops: readonly number[];

  constructor(core: Core, schedule: Schedule, person: number, route: readonly number[], stops: readonly number[]) {
    this.#core = core;
    this.#schedule = schedule;
    this.#person = person;
    this.#route = route;
    this.#stops = stops;
  }

  /** Looks at every place after what the person is under way to. What is liked less is no obstacle here. */
  #everywhere(see: (line: Line, hitch: Hitch | undefined) => void): void {
    for (const line of linesWith(this.#route, this.#stops, this.#core.prefixes[this.#person]!.length)) {
      this.#schedule.run(this.#person, line.nodes, line.nodes.length);
      see(line, this.#schedule.hitch);
    }
  }

  fits(): boolean {
    let isPossible = false;
    this.#everywhere((_, hitch) => (isPossible ||= hitch === undefined));
    return isPossible;
  }

  /** What is in the way where it is least. */
  hitch(problem: Problem): Pick<Obstacle, 'rule' | 'jobId' | 'by'> {
    const hitches: Hitch[] = [];
    this.#everywhere((_, hitch) => hitch !== undefined && hitches.push(hitch));
    const [least] = hitches.toSorted((a, b) => a.by - b.by);
    if (least === undefined) return { rule: 'window' };
    const { rule, node, by } = least;
    const other = this.#core.job[node] ?? -1;
    if (this.#stops.includes(node) || other < 0 || rule === 'capacity' || rule === 'shift') return { rule, by };
    return { rule: 'visit', jobId: problem.jobs[other]!.jobId, by };
  }

  /** The first single one that admits the job: of its window, of the shift, of what is carried. */
  relaxation(): { readonly relaxation?: Relaxation } {
    const { windowAt, windowTo, latestEnd } = this.#core;
    const visit = this.#stops.at(-1)!;
    const last = windowAt[visit + 1]! - 1;
    const closes = windowTo[last]!;
    const startIn = ({ nodes }: Line): number => this.#schedule.starts[nodes.indexOf(visit)]!;
    const later = this.#leastWithout(windowTo, last, (line) => startIn(line) - closes);
    if (later !== undefined) return { relaxation: { what: 'window', seconds: later } };
    const ends = latestEnd[this.#person]!;
    const longer = this.#leastWithout(latestEnd, this.#person, () => this.#schedule.arrival - ends);
    if (longer !== undefined) return { relaxation: { what: 'shift', seconds: longer } };
    const units = this.#moreCapacity();
    return units === undefined ? {} : { relaxation: { what: 'capacity', units } };
  }

  /** Puts a limit out of force, and answers the least by which it would have to be more. */
  #leastWithout(limits: Float64Array, index: number, neededAt: (line: Line) => number): number | undefined {
    const was = limits[index]!;
    const needed: number[] = [];
    limits[index] = Number.POSITIVE_INFINITY;
    this.#everywhere((line, hitch) => hitch === undefined && needed.push(neededAt(line)));
    limits[index] = was;
    return needed.length === 0 ? undefined : Math.min(...needed);
  }

  #moreCapacity(): number | undefined {
    const { capacity, dimensions } = this.#core;
    const excess: number[] = [];
    this.#everywhere((_, hitch) => hitch?.rule === 'capacity' && excess.push(hitch.by));
    const from = this.#person * dimensions;
    const own = capacity.slice(from, from + dimensions);
    const enough = excess
      .toSorted((a, b) => a - b)
      .find((more) => {
        for (const [d, limit] of own.entries()) capacity[from + d] = limit + more;
        return this.fits();
      });
    capacity.set(own, from);
    return enough;
  }
}
