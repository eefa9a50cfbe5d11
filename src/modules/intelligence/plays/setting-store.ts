import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { AudienceId } from './play.ts';
import type { PlaySetting } from './play-setting.ts';

type Db = Database | DatabaseTransaction;

const columns = sql`
  s.audience_id as "audienceId", s.automatic, s.package_ids as "packageIds", s.revision, s.set_by as "setBy",
  s.updated_at as "updatedAt"`;

/** Settings of audiences; those nobody set are absent. */
export async function settingsOf(db: Db, ids: readonly AudienceId[]): Promise<Map<AudienceId, PlaySetting>> {
  const { rows } = await sql<PlaySetting>`
    select ${columns} from intelligence.play_setting s where s.audience_id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.audienceId, row]));
}

/** All settings; there are as many as live audiences, whose number is limited. */
export async function listSettings(db: Db): Promise<PlaySetting[]> {
  const { rows } = await sql<PlaySetting>`
    select ${columns} from intelligence.play_setting s order by s.audience_id limit 1000`.execute(db);
  return rows;
}

/** Saves a setting made from the revision before it; false if somebody was faster. */
export async function saveSetting(tx: DatabaseTransaction, it: PlaySetting): Promise<boolean> {
  const { rows } = await sql`
    insert into intelligence.play_setting as s (audience_id, automatic, package_ids, revision, set_by, updated_at)
    values (${it.audienceId}, ${it.automatic}, ${it.packageIds}::uuid[], ${it.revision}, ${it.setBy}, ${it.updatedAt})
    on conflict (audience_id) do update
    set automatic = excluded.automatic, package_ids = excluded.package_ids, revision = excluded.revision,
        set_by = excluded.set_by, updated_at = excluded.updated_at
    where s.revision = excluded.revision - 1
    returning 1`.execute(tx);
  return rows.length === 1;
}
