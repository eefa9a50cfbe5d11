import type { z } from 'zod';
import type { Database } from '#platform/context';
import { Catalogue } from '#platform/http';
import { categoriesOf } from '#modules/commerce';
import type { RefusalParams } from '#kernel/errors';
import { messages } from '../messages.ts';
import type { BacktestResult } from '../supply/backtest.ts';
import type { runAnswer } from './demand-contract.ts';
import { REASONS, type ReasonFamily } from './forecast-reason.ts';
import { STEPS, type ForecastRun } from './forecast-run.ts';

const sentences = new Catalogue([messages]);

interface ForecastResult {
  readonly checked: {
    readonly days: number;
    readonly actual: number;
    readonly expected: number;
    readonly absolute: number;
    readonly naiveAbsolute: number;
  };
  readonly gains: readonly { readonly family: ReasonFamily; readonly share: number }[];
  readonly proposed: { readonly order: number; readonly transfer: number; readonly discount: number };
}

/** Runs as screens show them. */
export async function describeRuns(db: Database, runs: readonly ForecastRun[]): Promise<z.input<typeof runAnswer>[]> {
  const names = new Map((await categoriesOf(db)).map(({ categoryId, name }) => [categoryId as string, name]));
  return runs.map((run) => {
    const { runId, kind, state, origin, series } = run;
    const isDone = state === 'done';
    return {
      runId,
      kind,
      state,
      askedAt: run.askedAt.toISOString(),
      byHand: run.askedBy !== null,
      startedAt: run.startedAt?.toISOString() ?? null,
      finishedAt: run.finishedAt?.toISOString() ?? null,
      stepName: stepOf(run),
      progress: run.progress,
      origin,
      series,
      forecast: isDone && kind === 'forecast' ? forecastJson(run.result as ForecastResult) : null,
      backtest: isDone && kind === 'backtest' ? backtestJson(run.result as BacktestResult, names) : null,
      error: run.error === null ? null : sentences.say(run.error, (run.result ?? {}) as RefusalParams),
    };
  });
}

function stepOf({ state, step }: ForecastRun): string {
  if (state === 'done') return '跑完了';
  if (state === 'failed') return '没跑完';
  return step === '' ? '排队中' : STEPS[step].name;
}

function forecastJson({ checked, gains, proposed }: ForecastResult) {
  const { days, actual, expected, absolute, naiveAbsolute } = checked;
  const share = (value: number): number | null => (actual > 0 ? value / actual : null);
  return {
    checked: { days, wape: share(absolute), bias: share(expected - actual), naiveWape: share(naiveAbsolute) },
    gains: gains.map((each) => ({ ...each, name: REASONS[each.family] })),
    proposed,
  };
}

const backtestJson = (result: BacktestResult, names: ReadonlyMap<string, string>) => ({
  ...result,
  categories: result.categories.map((each) => ({ ...each, name: names.get(each.categoryId) ?? '未分类' })),
});
