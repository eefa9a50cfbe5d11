/**
 * How near the routing engine comes to the best known plans of instances in Solomon's format: `--data` is a folder of them
 * with best-known.json beside them. `--seconds` are CPU seconds for each instance and seed on one thread: the rate of the
 * engine on the instance is measured first, and the search is given so many rounds. Every plan goes through the checker.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkPlan, solve, type Plan, type Problem } from '#engines/routing';
import { describeMachine, note, quantile, report, round } from './report.ts';
import { readSolomon, TENTHS } from './solomon.ts';

const BAR = { mean: 0.45, max: 3 };
/** Rounds with which the rate is first guessed, and the part of the time with which it is measured. */
const GUESS = 2_000;
const MEASURED = 0.2;

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    seconds: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
});
if (values.data === undefined) throw new Error('--data: the folder of the instances is missing');

interface Run {
  readonly plan: Plan;
  readonly seconds: number;
}

/** CPU seconds of this process, user and system. */
function timed(problem: Problem, seed: number, iterations: number): Run {
  const from = process.cpuUsage();
  const plan = solve(problem, { seed, iterations });
  const { user, system } = process.cpuUsage(from);
  return { plan, seconds: (user + system) / 1e6 };
}

function roundsFor(problem: Problem, seconds: number): number {
  const guessed = GUESS / timed(problem, 0, GUESS).seconds;
  const measured = Math.max(GUESS, Math.round(guessed * seconds * MEASURED));
  return Math.round((measured / timed(problem, 0, measured).seconds) * seconds);
}

const [seconds, seeds] = [Number(values.seconds), Number(values.seeds)];
const known = JSON.parse(readFileSync(join(values.data, 'best-known.json'), 'utf8')) as Record<string, number>;
const names = readdirSync(values.data)
  .filter((file) => file.endsWith('.txt'))
  .map((file) => file.slice(0, -'.txt'.length))
  .filter((name) => known[name] !== undefined && name.startsWith(values.only))
  .toSorted();
note(`machine: ${describeMachine()}; ${names.length} instances, ${seeds} seeds, ${seconds} s each`);
const gaps: number[] = [];
let [violations, unassigned, rounds, spent] = [0, 0, 0, 0];
for (const name of names) {
  const problem = readSolomon(readFileSync(join(values.data, `${name}.txt`), 'utf8'));
  const iterations = roundsFor(problem, seconds);
  const mine: number[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    const run = timed(problem, seed, iterations);
    const faults = checkPlan(problem, run.plan);
    for (const fault of faults) note(`${name}: ${fault}`);
    violations += faults.length;
    unassigned += run.plan.unassigned.length;
    rounds += iterations;
    spent += run.seconds;
    mine.push((run.plan.costs.distance / TENTHS / (known[name] ?? Number.NaN) - 1) * 100);
  }
  note(`${name}: ${mine.map((gap) => `${gap.toFixed(2)} %`).join(', ')} (${iterations} rounds)`);
  gaps.push(...mine);
}
const result = {
  instances: names.length,
  meanGapPct: round(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length, 3),
  medianGapPct: round(quantile(gaps, 0.5), 3),
  maxGapPct: round(Math.max(...gaps), 3),
  violations,
  unassigned,
  iterationsPerSecond: Math.round(rounds / spent),
};
note(`bar: mean ${BAR.mean}, max ${BAR.max} on Solomon's 56 at 1 s`);
report(result);
