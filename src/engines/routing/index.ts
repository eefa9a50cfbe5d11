export { checkPlan } from './check-plan.ts';
export { faultsOf, ImpossibleProblem, type Fault } from './faults.ts';
export type { Costs, Plan, Route, Stop } from './plan.ts';
export {
  DEFAULT_COSTS,
  DEFAULT_WEIGHTS,
  type Break,
  type Job,
  type Person,
  type PersonCosts,
  type Pickup,
  type Prefix,
  type Problem,
  type Travel,
  type TravelBand,
  type Weights,
  type Window,
} from './problem.ts';
export { solve, type Progress, type SolveOptions } from './solve.ts';
