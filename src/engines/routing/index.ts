export { checkPlan } from './check-plan.ts';
export { NO_COSTS } from './cost-parts.ts';
export { explain, type Explanation, type Obstacle, type Relaxation } from './explain.ts';
export { faultsOf, ImpossibleProblem, type Fault } from './faults.ts';
export { improve, type Improvement, type ImproveOptions } from './improve.ts';
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
export { straightLines, type StraightLineOptions } from './straight-lines.ts';
export { suggest, type Suggestion, type SuggestOptions } from './suggest.ts';
