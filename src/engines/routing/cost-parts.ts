import { PICKUP, type Core } from './core.ts';
import type { Costs } from './plan.ts';
import type { Schedule } from './schedule.ts';

/** What each thing costs, without their sum. */
export type CostParts = { -readonly [Part in Exclude<keyof Costs, 'total'>]: number };

export const NOTHING: Readonly<CostParts> = {
  distance: 0,
  time: 0,
  people: 0,
  waiting: 0,
  overtime: 0,
  balance: 0,
  preference: 0,
  continuity: 0,
  leftOut: 0,
};

/** Of a plan that nobody has reckoned. */
export const NO_COSTS: Costs = { ...NOTHING, total: 0 };

/** Adds what the day costs that a schedule reckoned last. */
export function addCosts(
  costs: CostParts,
  core: Core,
  schedule: Schedule,
  person: number,
  nodes: ArrayLike<number>,
): void {
  const atWork = schedule.arrival - schedule.departure;
  costs.distance += schedule.distance * core.distanceCost[person]!;
  costs.time += atWork * core.timeCost[person]!;
  costs.people += core.fixedCost[person]!;
  costs.waiting += schedule.waiting * core.waitingCost;
  costs.overtime += Math.max(0, schedule.arrival - core.shiftTo[person]!) * core.overtimeCost[person]!;
  costs.balance += (atWork - schedule.waiting) ** 2 * core.balanceCost;
  const { preference, continuity } = core.weights;
  for (let at = schedule.first; at <= schedule.last; at += 1) {
    const node = nodes[at]!;
    const job = core.job[node]!;
    if (job < 0 || core.kind[core.mate[node]!] === PICKUP) continue;
    const cell = job * core.people + person;
    costs.preference += core.dislike[cell]! * preference;
    costs.continuity += core.isNewcomer[cell]! * continuity;
  }
}
