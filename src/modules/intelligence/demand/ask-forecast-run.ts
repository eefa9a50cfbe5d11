import type { Context } from '#platform/context';
import { userOf } from '../actor.ts';
import type { ForecastRunId } from './demand-day.ts';
import { insertRun } from './forecast-run-store.ts';
import { RunInProgress, type RunKind } from './forecast-run.ts';

/** Asks for a forecast, or a backtest, of everything; a job takes it within seconds. @throws RunInProgress */
export async function askForecastRun(ctx: Context, kind: RunKind): Promise<{ readonly runId: ForecastRunId }> {
  return ctx.transaction(async (tx) => {
    const runId: ForecastRunId = tx.newId<'ForecastRun'>();
    const isAsked = await insertRun(tx.db, { runId, kind, at: tx.now, by: userOf(tx.actor) });
    if (!isAsked) throw new RunInProgress();
    await tx.audit({ action: 'ask-forecast-run', subject: { kind: 'forecast_run', id: runId }, details: { kind } });
    return { runId };
  });
}
