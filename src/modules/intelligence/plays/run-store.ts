import { sql } from 'kysely';
import type { UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { PlayRun, PlayRunId } from './play-run.ts';

type Db = Database | DatabaseTransaction;

const columns = sql`
  r.run_id as id, r.audience_id as "audienceId", r.package_ids as "packageIds", r.community_ids as "communityIds",
  r.done, r.proposed, r.skipped, r.requested_by as "requestedBy", r.created_at as "createdAt",
  r.finished_at as "finishedAt"`;

export async function insertRun(tx: DatabaseTransaction, run: PlayRun): Promise<void> {
  await sql`
    insert into intelligence.play_run
      (run_id, audience_id, package_ids, community_ids, done, proposed, skipped, requested_by, created_at, finished_at)
    values (${run.id}, ${run.audienceId}, ${run.packageIds}::uuid[], ${run.communityIds}::uuid[], ${run.done},
            ${run.proposed}, ${JSON.stringify(run.skipped)}::jsonb, ${run.requestedBy}, ${run.createdAt},
            ${run.finishedAt})`.execute(tx);
}

/** Takes a run for its next step. */
export async function lockRun(tx: DatabaseTransaction, id: PlayRunId): Promise<PlayRun | undefined> {
  const { rows } = await sql<PlayRun>`
    select ${columns} from intelligence.play_run r where r.run_id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function findRun(db: Db, id: PlayRunId): Promise<PlayRun | undefined> {
  const { rows } = await sql<PlayRun>`select ${columns} from intelligence.play_run r where r.run_id = ${id}`.execute(
    db,
  );
  return rows[0];
}

/** The run if the reader may see it: whoever asked for it, and whoever sees everything. */
export async function runFor(
  db: Db,
  reader: UserId | null,
  everything: boolean,
  id: PlayRunId,
): Promise<PlayRun | undefined> {
  const { rows } = await sql<PlayRun>`
    select ${columns} from intelligence.play_run r
    where r.run_id = ${id} and (${everything}::boolean or r.requested_by = ${reader}::uuid)`.execute(db);
  return rows[0];
}

export async function saveRun(tx: DatabaseTransaction, run: PlayRun): Promise<void> {
  await sql`
    update intelligence.play_run
    set done = ${run.done}, proposed = ${run.proposed}, skipped = ${JSON.stringify(run.skipped)}::jsonb,
        finished_at = ${run.finishedAt}
    where run_id = ${run.id}`.execute(tx);
}
