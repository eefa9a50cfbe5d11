import { Refusal } from '#kernel/errors';
import { businessDay, DAY, dayAfter } from '#kernel/time';
import type { Context } from '#platform/context';
import type { Job } from '#platform/jobs';
import { createThreads, type Threads } from '#platform/threads';
import { backtest } from '../supply/backtest.ts';
import { compareLines } from '../supply/compare-lines.ts';
import { proposeSupply } from '../supply/propose-supply.ts';
import { measureAccuracy } from './measure-accuracy.ts';
import { collectDemand } from './collect-demand.ts';
import { HORIZONS, MEASURES, type Measure } from './demand-day.ts';
import { deleteForecastsBefore, saveForecasts, type Forecast } from './forecast-store.ts';
import { beatRun, dropOldRuns, failDead, finishRun, insertRun, releaseRun, takeRun } from './forecast-run-store.ts';
import { HistoryTooShort, STEPS, type ForecastRun, type RunStep } from './forecast-run.ts';
import { TREES, type ForecastAnswer, type ForecastAsked } from './forecast-task.ts';
import { readPanel, type ReadPanel } from './read-panel.ts';

const TASK = new URL('./forecast-task.ts', import.meta.url);
/** Fifty thousand series took a minute and a gigabyte. */
const MEMORY_MB = 3_072;
const LONGEST_MS = 3_600_000;
const BEAT_MS = 2_000;
const SAVED_AT_ONCE = 5_000;
const KEPT_FORECAST_DAYS = 60;
const KEPT_RUN_DAYS = 180;

/**
 * Runs what waits, one after the other. What died in the middle is begun again; a run whose place was taken stops. When `signal`
 * says that the process goes down, the run is given back.
 */
export async function runDueForecasts(ctx: Context, signal?: AbortSignal): Promise<number> {
  let runs = 0;
  while (signal?.aborted !== true) {
    const run = await ctx.under(`take-${runs}`).transaction(async (tx) => {
      await failDead(tx.db, tx.now);
      return (await takeRun(tx.db, tx.now)) ?? null;
    });
    if (run === null) return runs;
    await new Running(ctx.under(`run-${run.runId}-${run.attempts}`), run, signal).toTheEnd();
    runs += 1;
  }
  return runs;
}

/**
 * One run, with a process of its own: training must not make posters wait, and what it takes of memory by night the server should
 * not hold by day.
 */
class Running {
  readonly #ctx: Context;
  readonly #run: ForecastRun;
  readonly #threads: Threads;
  readonly #signal: AbortSignal | undefined;
  #nth = 0;
  /** When it last said how far it is. */
  #beatAt = 0;

  constructor(ctx: Context, run: ForecastRun, signal: AbortSignal | undefined) {
    this.#signal = signal;
    this.#ctx = ctx;
    this.#run = run;
    this.#threads = createThreads({ size: 1, heapMb: MEMORY_MB, apart: true });
  }

  async toTheEnd(): Promise<void> {
    try {
      const found = this.#run.kind === 'forecast' ? await this.#forecast() : await this.#backtest();
      await this.#finish({ ...found, error: null });
    } catch (error) {
      if (error instanceof RunTaken) return;
      if (this.#signal?.aborted === true) {
        await this.#transaction((db) => releaseRun(db, this.#run));
        return;
      }
      const code = error instanceof Refusal ? error.code : 'forecast-run-broke';
      const params = error instanceof Refusal ? error.params : {};
      await this.#finish({ origin: null, series: null, result: params, error: code });
      if (!(error instanceof Refusal)) throw error;
    } finally {
      await this.#threads.close();
    }
  }

  async #forecast() {
    const { db, clock } = this.#ctx;
    const today = businessDay(clock.now());
    await this.#beat('collect', 0);
    await collectDemand(this.#ctx.under('collect'));
    await this.#beat('read', 0);
    const reads: MeasuredPanel[] = [];
    for (const measure of MEASURES) {
      const read = await readPanel(db, { today, measure }).catch((error: unknown) => noneOf(measure, error));
      if (read !== undefined) reads.push({ measure, read });
    }
    await this.#beat('train', 0);
    const answers = await this.#learn(reads);
    await this.#beat('write', 0);
    for (const [at, { measure, read }] of reads.entries()) await this.#write(rowsOf(measure, read, answers[at]!));
    const units = reads.findIndex(({ measure }) => measure === 'units');
    const [{ read }, answer] = [reads[units]!, answers[units]!];
    const origin = read.days[read.origin]!;
    await measureAccuracy(this.#ctx.under('accuracy'), { upTo: origin });
    await compareLines(this.#ctx.under('compare'), origin);
    await this.#beat('propose', 0);
    const proposed = await proposeSupply(this.#ctx.under('propose'), {
      run: this.#run,
      read,
      answer,
      threads: this.#threads,
      signal: this.#signal,
      beat: (done) => this.#beat('propose', done),
    });
    await this.#drop(today);
    const { checked, gains } = answer;
    return {
      origin,
      series: reads.reduce((sum, each) => sum + each.read.series.length, 0),
      result: { checked, gains, proposed },
    };
  }

  async #backtest() {
    const today = businessDay(this.#ctx.clock.now());
    await this.#beat('collect', 0);
    await collectDemand(this.#ctx.under('collect'));
    await this.#beat('read', 0);
    const read = await readPanel(this.#ctx.db, { today, measure: 'units' });
    await this.#beat('train', 0);
    const result = await backtest(this.#ctx, {
      read,
      threads: this.#threads,
      signal: this.#signal,
      beat: (step, done) => this.#beat(step, done),
    });
    return { origin: read.days[read.origin]!, series: read.series.length, result };
  }

  /** One after the other: each has the process, and the memory, for itself. */
  async #learn(reads: readonly MeasuredPanel[]): Promise<ForecastAnswer[]> {
    let trees = 0;
    const allTrees = TREES * reads.length;
    // A beat that fails is left to the next one that is waited for, which ends the run.
    const watch = setInterval(() => void this.#beat('train', trees / allTrees).catch(() => {}), BEAT_MS);
    try {
      const answers: ForecastAnswer[] = [];
      for (const { panel, origin } of reads.map(({ read }) => read)) {
        const asked: ForecastAsked = { panel, origin, seed: 1 };
        answers.push(
          await this.#threads.run(TASK, 'forecastPanel', asked, {
            timeoutMs: LONGEST_MS,
            signal: this.#signal,
            onTold: () => (trees += 1),
          }),
        );
      }
      return answers;
    } finally {
      clearInterval(watch);
    }
  }

  async #write(rows: readonly Forecast[]): Promise<void> {
    for (let at = 0; at < rows.length; at += SAVED_AT_ONCE) {
      await this.#transaction((db) => saveForecasts(db, rows.slice(at, at + SAVED_AT_ONCE)));
      await this.#beat('write', at / rows.length);
    }
  }

  async #drop(today: string): Promise<void> {
    await this.#transaction(async (db, now) => {
      await deleteForecastsBefore(db, dayAfter(today, -KEPT_FORECAST_DAYS));
      await dropOldRuns(db, new Date(now.getTime() - KEPT_RUN_DAYS * DAY));
    });
  }

  /** @throws RunTaken where this process was silent so long that another one began the run again */
  async #beat(step: RunStep, done: number): Promise<void> {
    const { from, to } = STEPS[step];
    const progress = Math.min(to, from + done * (to - from));
    const now = this.#ctx.clock.now();
    if (done > 0 && now.getTime() - this.#beatAt < BEAT_MS) return;
    this.#beatAt = now.getTime();
    const isOurs = await this.#transaction((db) => beatRun(db, this.#run, { step, progress, now }));
    if (!isOurs) throw new RunTaken();
  }

  async #finish(found: Omit<Parameters<typeof finishRun>[2], 'at'>): Promise<void> {
    await this.#transaction((db, at) => finishRun(db, this.#run, { ...found, at }));
  }

  #transaction<T>(work: (db: Parameters<typeof finishRun>[0], now: Date) => Promise<T>): Promise<T> {
    this.#nth += 1;
    return this.#ctx.under(`${this.#nth}`).transaction((tx) => work(tx.db, tx.now));
  }
}

/** Companies without tills that tell of receipts have no footfall, those without group buys no orders of communities. */
function noneOf(measure: Measure, error: unknown): undefined {
  if (measure === 'units' || !(error instanceof HistoryTooShort)) throw error;
}

interface MeasuredPanel {
  readonly measure: Measure;
  readonly read: ReadPanel;
}

/** Another process goes on with it. */
class RunTaken extends Error {}

function rowsOf(measure: Measure, { series, days, origin }: ReadPanel, answer: ForecastAnswer): Forecast[] {
  return series.flatMap(({ cityId, placeId, skuId }, row) =>
    Array.from({ length: HORIZONS }, (_, ahead): Forecast => {
      const at = row * HORIZONS + ahead;
      return {
        measure,
        cityId,
        placeId,
        skuId,
        origin: days[origin]!,
        day: days[origin + 1 + ahead]!,
        mean: answer.means[at]!,
        low: answer.low[at]!,
        high: answer.high[at]!,
        naive: answer.naive[at]!,
        method: answer.methods[row]!,
        reasons: ahead === 0 ? answer.reasons[row]! : [],
      };
    }),
  );
}

export const forecastJobs: readonly Job[] = [
  {
    name: 'intelligence.ask-forecast',
    cron: '10 2 * * *',
    handle: async (ctx) => {
      await ctx.transaction((tx) =>
        insertRun(tx.db, { runId: tx.newId<'ForecastRun'>(), kind: 'forecast', at: tx.now, by: null }),
      );
    },
  },
  {
    name: 'intelligence.run-forecasts',
    everyMs: 3_000,
    handle: async (ctx, _data, signal) => {
      await runDueForecasts(ctx, signal);
    },
  },
];
