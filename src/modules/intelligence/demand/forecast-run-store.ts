import { sql } from 'kysely';
import type { UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { ForecastRunId } from './demand-day.ts';
import { MOST_ATTEMPTS, SILENT_MS, type ForecastRun, type RunKind, type RunStep } from './forecast-run.ts';

type Db = Database | DatabaseTransaction;

const columns = sql`
  r.run_id as "runId", r.kind, r.state, r.asked_at as "askedAt", r.asked_by as "askedBy", r.started_at as "startedAt",
  r.finished_at as "finishedAt", r.attempts, r.step, r.progress, to_char(r.origin, 'YYYY-MM-DD') as origin, r.series,
  r.result, r.error`;

/** False where one of the kind waits or runs already. */
export async function insertRun(
  db: DatabaseTransaction,
  asked: { readonly runId: ForecastRunId; readonly kind: RunKind; readonly at: Date; readonly by: UserId | null },
): Promise<boolean> {
  const { rows } = await sql`
    insert into intelligence.forecast_run (run_id, kind, state, asked_at, asked_by, attempts, step, progress)
    values (${asked.runId}, ${asked.kind}, 'asked', ${asked.at}, ${asked.by}, 0, '', 0)
    on conflict (kind) where state in ('asked', 'running') do nothing returning 1`.execute(db);
  return rows.length > 0;
}

/** Takes the oldest run that waits, or that was left in the middle. Undefined when there is none. */
export async function takeRun(db: DatabaseTransaction, now: Date): Promise<ForecastRun | undefined> {
  const { rows } = await sql<ForecastRun>`
    update intelligence.forecast_run r
    set state = 'running', started_at = coalesce(r.started_at, ${now}), beat_at = ${now}, attempts = r.attempts + 1
    where r.run_id = (
      select run_id from intelligence.forecast_run
      where (state = 'asked' or (state = 'running' and beat_at < ${new Date(now.getTime() - SILENT_MS)}))
        and attempts < ${MOST_ATTEMPTS}
      order by asked_at for update skip locked limit 1)
    returning ${columns}`.execute(db);
  return rows[0];
}

/** Runs that died as often as is tried are failed. */
export async function failDead(db: DatabaseTransaction, now: Date): Promise<void> {
  await sql`
    update intelligence.forecast_run set state = 'failed', finished_at = ${now}, error = 'forecast-run-died'
    where state = 'running' and attempts >= ${MOST_ATTEMPTS} and beat_at < ${new Date(now.getTime() - SILENT_MS)}
  `.execute(db);
}

/** Says how far a run is; false where somebody else has taken it meanwhile. */
export async function beatRun(
  db: DatabaseTransaction,
  run: Pick<ForecastRun, 'runId' | 'attempts'>,
  at: { readonly step: RunStep; readonly progress: number; readonly now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update intelligence.forecast_run set step = ${at.step}, progress = ${at.progress}, beat_at = ${at.now}
    where run_id = ${run.runId} and state = 'running' and attempts = ${run.attempts} returning 1`.execute(db);
  return rows.length > 0;
}

/** Gives a run back as if nobody had taken it: the process goes down. */
export async function releaseRun(db: DatabaseTransaction, run: Pick<ForecastRun, 'runId' | 'attempts'>): Promise<void> {
  await sql`
    update intelligence.forecast_run set state = 'asked', attempts = attempts - 1, step = '', progress = 0
    where run_id = ${run.runId} and state = 'running' and attempts = ${run.attempts}`.execute(db);
}

export async function finishRun(
  db: DatabaseTransaction,
  run: Pick<ForecastRun, 'runId' | 'attempts'>,
  found: {
    readonly at: Date;
    readonly origin: string | null;
    readonly series: number | null;
    readonly result: unknown;
    readonly error: string | null;
  },
): Promise<boolean> {
  const { rows } = await sql`
    update intelligence.forecast_run
    set state = ${found.error === null ? 'done' : 'failed'}, finished_at = ${found.at}, progress = 1,
      origin = ${found.origin}::date, series = ${found.series}, result = ${JSON.stringify(found.result)}::jsonb, error = ${found.error}
    where run_id = ${run.runId} and state = 'running' and attempts = ${run.attempts} returning 1`.execute(db);
  return rows.length > 0;
}

export async function findForecastRun(db: Db, runId: ForecastRunId): Promise<ForecastRun | undefined> {
  const { rows } = await sql<ForecastRun>`
    select ${columns} from intelligence.forecast_run r where r.run_id = ${runId}`.execute(db);
  return rows[0];
}

/** Runs, the newest first. */
export async function listForecastRuns(
  db: Db,
  filter: { readonly kind?: RunKind | undefined },
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<ForecastRun[]> {
  const { rows } = await sql<ForecastRun>`
    select ${columns} from intelligence.forecast_run r
    where ${filter.kind === undefined ? sql`true` : sql`r.kind = ${filter.kind}`}
      and ${page.before === undefined ? sql`true` : sql`r.run_id < ${page.before}::uuid`}
    order by r.run_id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** The newest forecast that came to its end; its figures are the ones that count. */
export async function lastForecast(db: Db): Promise<(ForecastRun & { readonly origin: string }) | undefined> {
  const { rows } = await sql<ForecastRun & { origin: string }>`
    select ${columns} from intelligence.forecast_run r
    where r.kind = 'forecast' and r.state = 'done' order by r.origin desc, r.run_id desc limit 1`.execute(db);
  return rows[0];
}

export async function dropOldRuns(db: DatabaseTransaction, before: Date): Promise<void> {
  await sql`delete from intelligence.forecast_run where asked_at < ${before}`.execute(db);
}
