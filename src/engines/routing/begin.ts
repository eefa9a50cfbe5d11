import { BREAK, type Core } from './core.ts';
import { ImpossibleProblem, type Fault } from './faults.ts';
import { LeanTours } from './lean-tours.ts';
import type { Problem } from './problem.ts';
import { RichTours } from './rich-tours.ts';
import { Schedule } from './schedule.ts';
import type { Tours } from './tours.ts';

/** The routes of a problem before anything is decided: what people are under way to, and their breaks. */
export function begin(problem: Problem, core: Core): Tours {
  const tours = core.isLean ? new LeanTours(core) : new RichTours(core);
  const schedule = new Schedule(core);
  const routes: number[][] = [];
  const faults: Fault[] = [];
  for (const [person, prefix] of core.prefixes.entries()) {
    const route = withBreaks(core, schedule, person, prefix);
    if (schedule.run(person, route, route.length) === Number.POSITIVE_INFINITY) {
      const id = problem.people[person]!.personId;
      const { rule, by } = schedule.hitch ?? { rule: 'unfit', by: 0 };
      faults.push({ where: 'prefixes', id, why: `cannot be done: ${rule}, by ${Math.ceil(by)}` });
    }
    routes.push(route);
  }
  if (faults.length > 0) throw new ImpossibleProblem(faults);
  tours.load({ routes });
  for (const [person, prefix] of core.prefixes.entries()) {
    const last = prefix.at(-1);
    if (last !== undefined) tours.locked[person] = routes[person]!.indexOf(last) + 1;
  }
  return tours;
}

/** Each break at the first place where the day can be done, at the end where there is none. */
function withBreaks(core: Core, schedule: Schedule, person: number, prefix: readonly number[]): number[] {
  const breaks = Array.from({ length: core.nodes }, (_, node) => node)
    .filter((node) => core.kind[node] === BREAK && core.owner[node] === person)
    .toSorted((a, b) => core.due[a]! - core.due[b]!);
  let route = [...prefix];
  for (const node of breaks) {
    const places = Array.from({ length: route.length + 1 }, (_, at) => route.toSpliced(at, 0, node));
    route = places.find((each) => schedule.run(person, each, each.length) < Number.POSITIVE_INFINITY) ?? [
      ...route,
      node,
    ];
  }
  return route;
}
