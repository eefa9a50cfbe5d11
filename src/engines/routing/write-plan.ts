import { BREAK, PICKUP, RELOAD, type Core } from './core.ts';
import { addCosts, NOTHING } from './cost-parts.ts';
import type { Plan, Route, Stop } from './plan.ts';
import type { Problem } from './problem.ts';
import { RichTours } from './rich-tours.ts';
import { Schedule } from './schedule.ts';
import type { Tours } from './tours.ts';

const KINDS: Readonly<Record<number, Stop['kind']>> = { [PICKUP]: 'pickup', [BREAK]: 'break', [RELOAD]: 'reload' };

/** The plan that routes make, with its times and the parts of what it costs. */
export function writePlan(problem: Problem, core: Core, tours: Tours): Plan {
  const schedule = tours instanceof RichTours ? tours.schedule : new Schedule(core);
  const breakIds = problem.people.flatMap(({ breaks = [] }) => breaks.map(({ breakId }) => breakId));
  const breakNodes = Array.from({ length: core.nodes }, (_, node) => node).filter((node) => core.kind[node] === BREAK);
  const breakIdOf = new Map(breakNodes.map((node, at) => [node, breakIds[at] ?? '']));
  const costs = { ...NOTHING };
  const routes: Route[] = [];
  for (const [person, { personId }] of problem.people.entries()) {
    const nodes = tours.nodesOf(person);
    if (tours.size[person] === 0) continue;
    schedule.run(person, nodes, nodes.length);
    addCosts(costs, core, schedule, person, nodes);
    const { first, last } = schedule;
    const stops = nodes.slice(first, last + 1).map((node, at): Stop => {
      const start = schedule.starts[first + at]!;
      return {
        kind: KINDS[core.kind[node]!] ?? 'visit',
        id: core.job[node]! >= 0 ? problem.jobs[core.job[node]!]!.jobId : (breakIdOf.get(node) ?? ''),
        place: core.kind[node] === BREAK ? null : core.place[node]! - 1,
        arrival: schedule.arrivals[first + at]!,
        start,
        end: start + core.service[node]!,
      };
    });
    const { departure, arrival, distance } = schedule;
    routes.push({ personId, departure, stops, arrival, distance });
  }
  for (const job of tours.out) if (core.prize[job]! < Number.POSITIVE_INFINITY) costs.leftOut += core.prize[job]!;
  const total = Object.values(costs).reduce((sum, each) => sum + each, 0);
  const unassigned = tours.out.toSorted((a, b) => a - b);
  return {
    routes,
    unassigned: unassigned.map((job) => problem.jobs[job]!.jobId),
    mandatoryLeftOut: unassigned.filter((job) => core.prize[job] === Number.POSITIVE_INFINITY).length,
    costs: { ...costs, total },
    isEstimate: problem.travels.some((travel) => travel.isEstimate === true),
  };
}
