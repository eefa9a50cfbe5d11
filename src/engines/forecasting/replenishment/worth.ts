import { quantileOf } from '../conformal.ts';
import type { Demand } from './order-level.ts';

/** So many units, and the chance that one of them is sold in time. */
export interface Step {
  readonly units: number;
  readonly worth: number;
}

const SHARES = [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.83, 0.9, 0.95, 0.98, 0.995] as const;

/** What units are worth at a place, from the first one on: the more there are, the less the next one is. */
export function stepsOf({ calibration, mean, leadTime }: Demand): Step[] {
  const steps: Step[] = [];
  let [level, before] = [0, 0];
  for (const share of SHARES) {
    const next = Math.max(level, quantileOf(calibration, mean, leadTime, share));
    if (next > level) steps.push({ units: next - level, worth: 1 - (before + share) / 2 });
    [level, before] = [next, share];
  }
  return steps;
}

/** What more would be worth where so much is there already, the best first. */
export function takesOf(steps: readonly Step[], stock: number): Step[] {
  const takes: Step[] = [];
  let left = stock;
  for (const { units, worth } of steps) {
    const missing = units - Math.max(0, left);
    left -= units;
    if (missing > 0) takes.push({ units: missing, worth });
  }
  return takes;
}

/** What would be lost by giving away of so much, the least first. Nobody waits for what lies above all steps. */
export function givesOf(steps: readonly Step[], stock: number): Step[] {
  const gives: Step[] = [];
  let left = stock;
  for (const { units, worth } of steps) {
    const there = Math.min(units, left);
    if (there <= 0) break;
    gives.push({ units: there, worth });
    left -= there;
  }
  if (left > 0) gives.push({ units: left, worth: 0 });
  return gives.toReversed();
}
