import type { TouchpointId } from '#kernel/ids';
import { improve, type Plan } from '#engines/routing';
import type { WorkerTime } from '../slots/free-time.ts';
import { dayProblem, type Errand, type Forbids } from './day-problem.ts';
import { whyNot } from './dispatch.ts';

export interface DayAsked {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly people: readonly WorkerTime[];
  readonly errands: readonly Errand[];
  /** What a change of who comes has to save, in minutes on the road. */
  readonly movingMinutes: number;
  readonly seed: number;
  readonly iterations: number;
}

/** Of a whole day, in minutes: on the road, and of everything that dispatch weighs. */
export interface DayFigures {
  readonly way: number;
  readonly cost: number;
  readonly visits: number;
}

export interface DayPlan {
  /** Who is to come to each errand; null: nobody can. */
  readonly assigned: readonly { readonly visitId: string; readonly touchpointId: TouchpointId | null }[];
  /** As the day stands, without what nobody has. */
  readonly before: DayFigures;
  readonly after: DayFigures;
}

/** The clock is only a cap: the same question with as many rounds has the same answer where it did not strike. */
type Cap = { readonly at: number; readonly now: () => number } | undefined;

/**
 * By what stays of somebody's day. Days that people have made may break rules in themselves: then it is not enough to look
 * at what comes right before and after, as the engine does.
 */
const againstRules: Forbids = (time, errand) => whyNot(time, errand.ask, errand) !== undefined;

/** Who goes where on a day at least cost, at the moments that were promised. */
export function planDay(asked: DayAsked, cap?: Cap): DayPlan {
  const { people, errands, day, seed, iterations, movingMinutes } = asked;
  const placed = errands.filter((each) => each.has !== undefined);
  const now = dayProblem(people, placed, day, againstRules);
  const before = improve(now.problem, now.plan, { seed, iterations: 0 }).plan;
  const { problem, plan } = dayProblem(people, errands, day, againstRules);
  const deadline = cap === undefined ? {} : { deadline: cap };
  const found = improve(problem, plan, { seed, iterations, movingCost: movingMinutes, ...deadline }).plan;
  const byVisit = new Map(
    found.routes.flatMap(({ personId, stops }) => stops.map(({ id }) => [id, personId as TouchpointId] as const)),
  );
  return {
    assigned: errands.map(({ visitId }) => ({ visitId, touchpointId: byVisit.get(visitId) ?? null })),
    before: figuresOf(before),
    after: figuresOf(found),
  };
}

const figuresOf = (plan: Plan): DayFigures => ({
  way: Math.round(plan.costs.distance),
  cost: Math.round(plan.costs.total - plan.costs.leftOut),
  visits: plan.routes.reduce((sum, { stops }) => sum + stops.length, 0),
});
