import loadHighs from 'highs';
import { gainOf, greedyTransfer, transferProgram, type Move, type TransferProblem } from '#engines/forecasting';

/** Moves of one item, and whether the solver came to its end in time: else they are those that were found at once. */
export interface SolvedTransfers {
  readonly moves: readonly Move[];
  readonly gain: number;
  readonly isBest: boolean;
}

interface Solver {
  readonly solve: (
    program: string,
    options: { readonly time_limit: number; readonly output_flag: boolean },
  ) => { readonly Status: string; readonly Columns: Readonly<Record<string, { readonly Primal?: number }>> };
}

/** Its types describe the package as CommonJS; what is loaded is the function. */
const load = loadHighs as unknown as () => Promise<Solver>;

/**
 * In a worker: the best transfers of many items, each a linear program of its own. What is left when the time is over gets
 * the answer that can be had at once.
 */
export async function solveTransfers(asked: {
  readonly problems: readonly TransferProblem[];
  readonly withinMs: number;
}): Promise<SolvedTransfers[]> {
  const ends = performance.now() + asked.withinMs;
  const solver = await load();
  return asked.problems.map((problem) => {
    const greedy = greedyTransfer(problem);
    const atOnce = { moves: greedy, gain: gainOf(problem, greedy), isBest: false };
    const left = (ends - performance.now()) / 1_000;
    // Where nothing is worth moving at once, nothing is worth moving at all.
    if (greedy.length === 0 || left <= 0) return { ...atOnce, isBest: greedy.length === 0 };
    const program = transferProgram(problem);
    const answer = solver.solve(program.text, { time_limit: left, output_flag: false });
    if (answer.Status !== 'Optimal') return atOnce;
    const moves = program.movesOf((column) => answer.Columns[column]?.Primal ?? 0);
    return { moves, gain: gainOf(problem, moves), isBest: true };
  });
}
