import { seededRandom } from '#kernel/random';
import { begin } from './begin.ts';
import { compile } from './compile.ts';
import { faultsOf, ImpossibleProblem } from './faults.ts';
import type { Plan } from './plan.ts';
import type { Problem } from './problem.ts';
import { search } from './search.ts';
import { writePlan } from './write-plan.ts';

export interface SolveOptions {
  readonly seed: number;
  /** Rounds. The plan follows from seed and rounds alone, unless the search is ended earlier. */
  readonly iterations: number;
  /** Ends the search at a moment of the caller's clock. */
  readonly deadline?: { readonly at: number; readonly now: () => number };
  /** Ends it when asked to; the best plan so far is the answer. */
  readonly signal?: AbortSignal;
  /** Now and then: rounds so far, and the cost of the best plan. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly done: number;
  readonly iterations: number;
  readonly best: number;
}

/** What ends a search early. */
export function isOverFor({ deadline, signal }: Pick<SolveOptions, 'deadline' | 'signal'>): () => boolean {
  return () => signal?.aborted === true || (deadline !== undefined && deadline.now() >= deadline.at);
}

/**
 * Who goes where and when, as cheap as can be found: ruin and recreate with annealing (see `ruin.ts`). No job that must be
 * done is left out while some route could take it as it is. Throws ImpossibleProblem with all faults.
 */
export function solve(problem: Problem, options: SolveOptions): Plan {
  const faults = faultsOf(problem);
  if (faults.length > 0) throw new ImpossibleProblem(faults);
  const core = compile(problem);
  const tours = begin(problem, core);
  const { iterations, onProgress } = options;
  search(tours, seededRandom(options.seed), {
    iterations,
    isOver: isOverFor(options),
    onProgress: onProgress && ((done, best) => onProgress({ done, iterations, best })),
  });
  return writePlan(problem, core, tours);
}
