import { sql } from 'kysely';
import type { UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import {
  MOST_ATTEMPTS,
  SILENT_MS,
  type LearningOutcome,
  type LearningRun,
  type LearningRunId,
} from './learning-run.ts';

type Db = Database | DatabaseTransaction;
type Taken = Pick<LearningRun, 'runId' | 'attempts'>;

const columns = sql`
  r.run_id as "runId", r.state, r.asked_at as "askedAt", r.asked_by as "askedBy", r.started_at as "startedAt",
  r.finished_at as "finishedAt", r.attempts, r.outcome, r.error`;

const silentSince = (now: Date): Date => new Date(now.getTime() - SILENT_MS);

/** False where one waits or runs already. */
export async function insertLearning(
  tx: DatabaseTransaction,
  asked: { readonly runId: LearningRunId; readonly at: Date; readonly by: UserId | null },
): Promise<boolean> {
  const { rows } = await sql`
    insert into cdp.learning_run (run_id, state, asked_at, asked_by, attempts)
    values (${asked.runId}, 'asked', ${asked.at}, ${asked.by}, 0)
    on conflict ((true)) where state in ('asked', 'running') do nothing returning 1`.execute(tx);
  return rows.length > 0;
}

/** Takes the learning that waits, or that was left in the middle. Undefined when there is none. */
export async function takeLearning(tx: DatabaseTransaction, now: Date): Promise<LearningRun | undefined> {
  const { rows } = await sql<LearningRun>`
    update cdp.learning_run r
    set state = 'running', started_at = coalesce(r.started_at, ${now}), beat_at = ${now}, attempts = r.attempts + 1
    where r.run_id = (
      select run_id from cdp.learning_run
      where (state = 'asked' or (state = 'running' and beat_at < ${silentSince(now)})) and attempts < ${MOST_ATTEMPTS}
      for update skip locked limit 1)
    returning ${columns}`.execute(tx);
  return rows[0];
}

/** A learning that died as often as is tried has failed. */
export async function failDeadLearning(tx: DatabaseTransaction, now: Date): Promise<void> {
  await sql`
    update cdp.learning_run set state = 'failed', finished_at = ${now}, error = 'learning-died'
    where state = 'running' and attempts >= ${MOST_ATTEMPTS} and beat_at < ${silentSince(now)}`.execute(tx);
}

/** Says that it still runs; false where somebody else has taken it meanwhile. */
export async function beatLearning(tx: DatabaseTransaction, { runId, attempts }: Taken, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update cdp.learning_run set beat_at = ${now}
    where run_id = ${runId} and state = 'running' and attempts = ${attempts} returning 1`.execute(tx);
  return rows.length > 0;
}

/** Gives it back as if nobody had taken it: the process goes down. */
export async function releaseLearning(tx: DatabaseTransaction, { runId, attempts }: Taken): Promise<void> {
  await sql`
    update cdp.learning_run set state = 'asked', attempts = attempts - 1, started_at = null
    where run_id = ${runId} and state = 'running' and attempts = ${attempts}`.execute(tx);
}

/** False where somebody else has taken it meanwhile. */
export async function finishLearning(
  tx: DatabaseTransaction,
  { runId, attempts }: Taken,
  end: { readonly at: Date } & ({ readonly outcome: LearningOutcome } | { readonly error: string }),
): Promise<boolean> {
  const [state, outcome, error] = 'error' in end ? ['failed', null, end.error] : ['done', end.outcome, null];
  const { rows } = await sql`
    update cdp.learning_run set state = ${state}, finished_at = ${end.at}, outcome = ${outcome}, error = ${error}
    where run_id = ${runId} and state = 'running' and attempts = ${attempts} returning 1`.execute(tx);
  return rows.length > 0;
}

/** The learning that waits or runs, and the last one that ended. */
export async function lastLearnings(
  db: Db,
): Promise<{ underWay: LearningRun | undefined; ended: LearningRun | undefined }> {
  const { rows } = await sql<LearningRun>`
    select ${columns} from cdp.learning_run r order by r.asked_at desc, r.run_id desc limit 2`.execute(db);
  const isOver = ({ state }: LearningRun): boolean => state === 'done' || state === 'failed';
  return { underWay: rows.find((run) => !isOver(run)), ended: rows.find(isOver) };
}
