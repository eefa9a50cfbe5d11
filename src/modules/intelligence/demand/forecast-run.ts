import { Refusal } from '#kernel/errors';
import type { UserId } from '#kernel/ids';
import type { ForecastRunId } from './demand-day.ts';

export type RunKind = 'forecast' | 'backtest';
export type RunState = 'asked' | 'running' | 'done' | 'failed';

/** What a run is at, and from where to where of the whole it goes. */
export const STEPS = {
  collect: { name: '汇总销量', from: 0, to: 0.1 },
  read: { name: '整理历史', from: 0.1, to: 0.15 },
  train: { name: '学习规律', from: 0.15, to: 0.85 },
  write: { name: '写入预测', from: 0.85, to: 0.92 },
  propose: { name: '生成补货建议', from: 0.92, to: 1 },
  replay: { name: '按历史重演', from: 0.85, to: 1 },
} as const;
export type RunStep = keyof typeof STEPS;

export interface ForecastRun {
  readonly runId: ForecastRunId;
  readonly kind: RunKind;
  readonly state: RunState;
  readonly askedAt: Date;
  readonly askedBy: UserId | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly attempts: number;
  readonly step: RunStep | '';
  readonly progress: number;
  /** The last business day that it knew. */
  readonly origin: string | null;
  readonly series: number | null;
  readonly result: unknown;
  /** What stopped it, as a code that has a sentence. */
  readonly error: string | null;
}

/** Who was silent so long in the middle of a run has died. */
export const SILENT_MS = 120_000;
/** A run that died so often is not tried again. */
export const MOST_ATTEMPTS = 3;
/** Fewer days of history tell nothing of weekdays. */
export const LEAST_DAYS = 21;
/** More series at once need more memory than a process should take. */
export const MOST_SERIES = 60_000;

export class RunInProgress extends Refusal {
  constructor() {
    super('forecast-run-in-progress', 'conflict');
  }
}

/** Nobody has told what was sold, or too little of it. */
export class HistoryTooShort extends Refusal {
  constructor(days: number) {
    super('forecast-history-short', 'conflict', { days, least: LEAST_DAYS });
  }
}

export class TooManySeries extends Refusal {
  constructor(series: number) {
    super('forecast-too-many-series', 'conflict', { series, most: MOST_SERIES });
  }
}
