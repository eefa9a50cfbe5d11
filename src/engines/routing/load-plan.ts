import { compile } from './compile.ts';
import { BREAK, RELOAD, TWIN, type Core } from './core.ts';
import { faultsOf, ImpossibleProblem } from './faults.ts';
import type { Plan } from './plan.ts';
import type { Problem } from './problem.ts';
import { Schedule } from './schedule.ts';

/** A plan as the solver walks it. */
export interface LoadedPlan {
  readonly core: Core;
  readonly schedule: Schedule;
  /** Nodes by person. */
  readonly routes: readonly (readonly number[])[];
}

/** Reads a plan of a problem back. With `starts` every visit is held at the moment at which it begins in the plan. */
export function loadPlan(problem: Problem, plan: Plan, holds: 'starts' | 'windows'): LoadedPlan {
  const faults = faultsOf(problem);
  if (faults.length > 0) throw new ImpossibleProblem(faults);
  const core = compile(problem);
  const schedule = new Schedule(core);
  const nodes = new NodesByStop(problem, core);
  const people = new Map(problem.people.map(({ personId }, at) => [personId, at]));
  const routes = breaksOf(core).map((breaks, person) => [...core.prefixes[person]!, ...breaks]);
  for (const { personId, stops } of plan.routes) {
    const person = people.get(personId);
    if (person === undefined) throw new ImpossibleProblem([{ where: 'plan', id: personId, why: 'is nobody' }]);
    const taken = stops.map((stop) => {
      const node = nodes.find(person, stop.kind, stop.id);
      if (node === undefined) {
        throw new ImpossibleProblem([{ where: 'plan', id: stop.id, why: `there is no such ${stop.kind}` }]);
      }
      nodes.take(node);
      const isPromised = core.job[node]! >= 0 && (holds === 'starts' || core.kind[node] === TWIN);
      if (isPromised) schedule.fixed[node] = stop.start;
      return node;
    });
    // Breaks that the plan does not tell stay possible.
    const untold = routes[person]!.filter((node) => core.kind[node] === BREAK && !taken.includes(node));
    routes[person] = [...untold.filter((node) => isBefore(core, node, stops[0]?.start)), ...taken];
    routes[person].push(...untold.filter((node) => !isBefore(core, node, stops[0]?.start)));
  }
  return { core, schedule, routes };
}

/** By person, from early to late. */
function breaksOf(core: Core): number[][] {
  const breaks = Array.from({ length: core.people }, (): number[] => []);
  for (let node = 0; node < core.nodes; node += 1) {
    if (core.kind[node] === BREAK) breaks[core.owner[node]!]!.push(node);
  }
  return breaks;
}

/** Whether a break that a plan does not tell lies before the moment at which its day begins. */
export const isBefore = (core: Core, node: number, start: number | undefined): boolean =>
  start !== undefined && core.ready[node]! < start;

type StopKind = Plan['routes'][number]['stops'][number]['kind'];

/** Finds the nodes of what a plan tells, each once. */
export class NodesByStop {
  readonly #core: Core;
  readonly #jobs: Map<string, number>;
  readonly #breaks = new Map<string, number>();
  readonly #people: readonly string[];
  readonly #taken = new Set<number>();

  constructor(problem: Problem, core: Core) {
    this.#core = core;
    this.#jobs = new Map(problem.jobs.map(({ jobId }, at) => [jobId, at]));
    this.#people = problem.people.map(({ personId }) => personId);
    const ids = problem.people.flatMap(({ personId, breaks = [] }) =>
      breaks.map((each) => `${personId}/${each.breakId}`),
    );
    let at = 0;
    for (let node = 0; node < core.nodes; node += 1) {
      if (core.kind[node] === BREAK) this.#breaks.set(ids[at++]!, node);
    }
  }

  take(node: number): void {
    this.#taken.add(node);
  }

  /** The node of a stop that is not taken yet; undefined where there is none. */
  find(person: number, kind: StopKind, id: string): number | undefined {
    const core = this.#core;
    if (kind === 'break') return this.#breaks.get(`${this.#people[person]}/${id}`);
    if (kind === 'reload') {
      for (let node = 0; node < core.nodes; node += 1) {
        if (core.kind[node] === RELOAD && core.owner[node] === person && !this.#taken.has(node)) return node;
      }
      return undefined;
    }
    const first = core.firstNode[this.#jobs.get(id) ?? -1];
    if (first === undefined) return undefined;
    const isSecond = core.mate[first]! >= 0 && this.#taken.has(first);
    return isSecond ? core.mate[first] : first;
  }
}
