/**
 * What a dispatcher waits for. `suggest`: the best people for one more visit in a day of 50 people with 8 visits each, from
 * the problem as it is told to the answer. `improve`: 60 people with 400 visits, from a plan made by putting in one visit
 * after the other; the part of the gain of ten seconds that is there after two.
 */
import { checkPlan, improve, solve, suggest, type Plan, type Problem } from '#engines/routing';
import { dispatchDay } from './dispatch-ground.ts';
import { describeMachine, note, quantile, report, round } from './report.ts';

const BAR = { suggestMs: 10, part: 0.95 };
const DAYS = 4;
const ASKED = 50;
const WARM_UP = 30;
const SHORT_S = 2;
const LONG_S = 10;
const SEED = 1;
/** Rounds with which the rate is measured. */
const MEASURED = 2_000;

function measureSuggest(): number[] {
  const times: number[] = [];
  for (let day = 1; day <= DAYS; day += 1) {
    const whole = dispatchDay(50, 400 + ASKED, day);
    const planned = { ...whole, jobs: whole.jobs.slice(0, 400) };
    const plan = solve(planned, { seed: SEED, iterations: 500 });
    for (const job of whole.jobs.slice(400)) {
      const problem = { ...whole, jobs: [...planned.jobs, job] };
      const from = performance.now();
      suggest(problem, plan, job.jobId);
      times.push(performance.now() - from);
    }
  }
  return times.slice(WARM_UP);
}

/** Measured on a whole way from hot to cold, the second time: a round costs the less the colder it is. */
function roundsPerSecond(problem: Problem, plan: Plan): number {
  let from = 0;
  for (const seed of [SEED, SEED + 1]) {
    from = performance.now();
    improve(problem, plan, { seed, iterations: MEASURED });
  }
  return (MEASURED * 1_000) / (performance.now() - from);
}

function measureImprove(): { short: number; long: number } {
  const problem = dispatchDay(60, 400, 1);
  const plan = solve(problem, { seed: SEED, iterations: 0 });
  const rate = roundsPerSecond(problem, plan);
  const gainOf = (seconds: number): number => {
    const found = improve(problem, plan, { seed: SEED, iterations: Math.round(rate * seconds) });
    const faults = checkPlan(problem, found.plan);
    if (faults.length > 0) throw new Error(faults.join('; '));
    return found.gain;
  };
  return { short: gainOf(SHORT_S), long: gainOf(LONG_S) };
}

note(`machine: ${describeMachine()}`);
const times = measureSuggest();
const { short, long } = measureImprove();
note(`bar: suggest p95 < ${BAR.suggestMs} ms, after ${SHORT_S} s ${BAR.part} of the gain of ${LONG_S} s`);
report({
  suggest: { n: times.length, p50Ms: round(quantile(times, 0.5)), p95Ms: round(quantile(times, 0.95)) },
  improve: { gain2s: round(short), gain10s: round(long), part: round(short / long, 3) },
});
