import type { Move, TransferProblem } from './transfer.ts';

/** A linear program in the text format of CPLEX, and how its answer is read. */
export interface TransferProgram {
  readonly text: string;
  /** `valueOf` answers what a column came out as; moves of next to nothing are left out. */
  readonly movesOf: (valueOf: (column: string) => number) => Move[];
}

/** Solvers read lines of no more than so many characters. */
const LINE = 500;
const NOTHING = 1e-6;

/**
 * Transfers as a transportation problem with worth that falls step by step: what is moved from i to j (x), of which step it
 * is given (g) and taken (t); the worth of what is taken less that of what is given and the cost of moving is made as large as
 * it can be (Dantzig, Linear Programming and Extensions, 1963, ch. 14). Steps fill in order by themselves, since worth falls.
 */
export function transferProgram({ gives, takes, costs }: TransferProblem): TransferProgram {
  const pairs = gives.flatMap((own, from) =>
    takes.flatMap((wanted, to) => {
      const cost = from === to || own.length === 0 || wanted.length === 0 ? undefined : costs[from]![to];
      return cost === undefined ? [] : [{ from, to, cost, name: `x${from}_${to}` }];
    }),
  );
  const steps = [
    ...gives.flatMap((own, at) => own.map((step, k) => ({ ...step, name: `g${at}_${k}`, sign: '-' }))),
    ...takes.flatMap((own, at) => own.map((step, k) => ({ ...step, name: `t${at}_${k}`, sign: '+' }))),
  ];
  const objective = [
    ...pairs.map(({ name, cost }) => `- ${cost} ${name}`),
    ...steps.map(({ name, sign, worth }) => `${sign} ${worth} ${name}`),
  ];
  const rows = [...gives.keys()].flatMap((at) => [
    rowOf(
      pairs.filter(({ from }) => from === at),
      gives[at]!.map((_, k) => `g${at}_${k}`),
    ),
    rowOf(
      pairs.filter(({ to }) => to === at),
      takes[at]!.map((_, k) => `t${at}_${k}`),
    ),
  ]);
  const text = [
    'Maximize',
    ...folded(['obj:', ...objective]),
    'Subject To',
    ...rows.filter((row) => row.length > 0).flatMap((row, at) => folded([`c${at}:`, ...row, '= 0'])),
    'Bounds',
    ...steps.map(({ name, units }) => `0 <= ${name} <= ${units}`),
    'End',
  ].join('\n');
  const movesOf: TransferProgram['movesOf'] = (valueOf) =>
    pairs.flatMap(({ from, to, name }) => {
      const units = valueOf(name);
      return units > NOTHING ? [{ from, to, units }] : [];
    });
  return { text, movesOf };
}

/** What goes over the pairs is what the steps give, or take. */
const rowOf = (pairs: readonly { readonly name: string }[], steps: readonly string[]): string[] => [
  ...pairs.map(({ name }) => `+ ${name}`),
  ...steps.map((name) => `- ${name}`),
];

/** Terms in lines that are short enough. */
function folded(terms: readonly string[]): string[] {
  const lines: string[] = [];
  let line = '';
  for (const term of terms) {
    if (line.length + term.length + 1 > LINE) {
      lines.push(line);
      line = '';
    }
    line += ` ${term}`;
  }
  return [...lines, line];
}
