import type { Step } from './worth.ts';

/** Places between which units of one item may be moved. */
export interface TransferProblem {
  /** By place, what it could give, the least missed first, and what it could take, the most wanted first. */
  readonly gives: readonly (readonly Step[])[];
  readonly takes: readonly (readonly Step[])[];
  /** By from and to, of moving a unit, in chances of selling one; undefined where it is too far. */
  readonly costs: readonly (readonly (number | undefined)[])[];
}

export interface Move {
  readonly from: number;
  readonly to: number;
  readonly units: number;
}

/** Less is no reason to move anything. */
const LEAST_GAIN = 1e-6;

/** How many more units moves will sell, less what moving them costs; the steps of each place are used in their order. */
export function gainOf({ gives, takes, costs }: TransferProblem, moves: readonly Move[]): number {
  const [given, taken] = [gives.map(() => 0), takes.map(() => 0)];
  let cost = 0;
  for (const { from, to, units } of moves) {
    given[from]! += units;
    taken[to]! += units;
    cost += units * (costs[from]![to] ?? Number.POSITIVE_INFINITY);
  }
  const worth = (steps: readonly Step[], units: number): number => {
    let [sum, left] = [0, units];
    for (const step of steps) {
      sum += Math.min(left, step.units) * step.worth;
      left = Math.max(0, left - step.units);
    }
    return sum;
  };
  const sumOf = (all: readonly (readonly Step[])[], units: readonly number[]): number =>
    all.reduce((sum, steps, at) => sum + worth(steps, units[at]!), 0);
  return sumOf(takes, taken) - sumOf(gives, given) - cost;
}

/**
 * Moves where it helps most, one step of worth after the other. The best answer where moving costs the same everywhere,
 * since worth falls with each unit; else a good one, made at once.
 */
export function greedyTransfer({ gives, takes, costs }: TransferProblem): Move[] {
  const giving = gives.map((steps) => new Steps(steps));
  const taking = takes.map((steps) => new Steps(steps));
  const moved = new Map<string, Move>();
  for (;;) {
    const best = bestPair(giving, taking, costs);
    if (best === undefined) return [...moved.values()];
    const { from, to } = best;
    const units = Math.min(giving[from]!.head!.units, taking[to]!.head!.units);
    giving[from]!.take(units);
    taking[to]!.take(units);
    const before = moved.get(`${from}/${to}`)?.units ?? 0;
    moved.set(`${from}/${to}`, { from, to, units: before + units });
  }
}

function bestPair(
  giving: readonly Steps[],
  taking: readonly Steps[],
  costs: TransferProblem['costs'],
): { readonly from: number; readonly to: number; readonly gain: number } | undefined {
  let best: { readonly from: number; readonly to: number; readonly gain: number } | undefined;
  for (const [from, { head: give }] of giving.entries()) {
    if (give === undefined) continue;
    for (const [to, { head: take }] of taking.entries()) {
      if (take === undefined || to === from || take.worth - give.worth <= (best?.gain ?? LEAST_GAIN)) continue;
      const cost = costs[from]![to];
      if (cost === undefined) continue;
      const gain = take.worth - give.worth - cost;
      if (gain > (best?.gain ?? LEAST_GAIN)) best = { from, to, gain };
    }
  }
  return best;
}

/** Steps that are used up from the first one on. */
class Steps {
  readonly #steps: readonly Step[];
  #at = 0;
  #used = 0;

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
  }

  get head(): Step | undefined {
    const step = this.#steps[this.#at];
    return step && { units: step.units - this.#used, worth: step.worth };
  }

  take(units: number): void {
    this.#used += units;
    if (this.#steps[this.#at]!.units - this.#used > 1e-9) return;
    this.#at += 1;
    this.#used = 0;
  }
}
