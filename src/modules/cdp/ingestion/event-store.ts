import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';

export interface EventRow {
  readonly subjectId: string;
  readonly eventId: string;
  readonly kind: string;
  readonly name: string;
  readonly occurredAt: Date;
  readonly communityId: string | null;
  readonly cityId: string | null;
  /** JSON text without personal data. */
  readonly properties: string;
  /** Sealed under the subject's key. */
  readonly personal: Buffer | null;
}

/** Claims message ids of a source; answers those that are new within the window. */
export async function claimMessages(
  db: DatabaseTransaction,
  sourceId: string,
  messageIds: readonly string[],
  now: Date,
): Promise<Set<string>> {
  const { rows } = await sql<{ message_id: string }>`
    insert into cdp.message (source_id, message_id, received_at)
    select ${sourceId}::uuid, u.message_id, ${now}::timestamptz
    from unnest(${messageIds}::text[]) as u (message_id)
    order by u.message_id
    on conflict (message_id, source_id) do nothing
    returning message_id`.execute(db);
  return new Set(rows.map((row) => row.message_id));
}

/** Claims ids that mean one fact wherever it comes from (an order number); answers those that are new. */
export async function claimExternalIds(
  db: DatabaseTransaction,
  ids: readonly { kind: string; externalId: string; eventId: string }[],
  now: Date,
): Promise<Set<string>> {
  const { rows } = await sql<{ kind: string; external_id: string }>`
    insert into cdp.imported_row (external_id, kind, event_id, imported_at)
    select u.external_id, u.kind, u.event_id, ${now}::timestamptz
    from unnest(
      ${ids.map((each) => each.externalId)}::text[], ${ids.map((each) => each.kind)}::text[],
      ${ids.map((each) => each.eventId)}::uuid[]
    ) as u (external_id, kind, event_id)
    order by u.external_id, u.kind
    on conflict (external_id, kind) do nothing
    returning kind, external_id`.execute(db);
  return new Set(rows.map((row) => `${row.kind} ${row.external_id}`));
}

/** Appends to the log, in the order of its key, so that neighbours share pages. */
export async function insertEvents(
  db: DatabaseTransaction,
  events: readonly EventRow[],
  sourceId: string,
  receivedAt: Date,
): Promise<void> {
  const rows = events.toSorted((a, b) => (a.subjectId < b.subjectId ? -1 : a.subjectId > b.subjectId ? 1 : 0));
  await sql`
    insert into cdp.event (subject_id, event_id, source_id, kind, name, occurred_at, received_at, community_id, city_id,
      properties, personal)
    select u.subject_id, u.event_id, ${sourceId}::uuid, u.kind, u.name, u.occurred_at, ${receivedAt}::timestamptz,
      u.community_id, u.city_id, u.properties, u.personal
    from unnest(
      ${rows.map((row) => row.subjectId)}::uuid[], ${rows.map((row) => row.eventId)}::uuid[],
      ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.name)}::text[],
      ${rows.map((row) => row.occurredAt.toISOString())}::timestamptz[],
      ${rows.map((row) => row.communityId)}::uuid[], ${rows.map((row) => row.cityId)}::uuid[],
      ${rows.map((row) => row.properties)}::jsonb[], ${rows.map((row) => row.personal)}::bytea[]
    ) as u (subject_id, event_id, kind, name, occurred_at, community_id, city_id, properties, personal)`.execute(db);
}

/** Holds the counters of communities in one order, for a batch whose parts would take them one after the other. */
export async function lockCommunityCounters(db: DatabaseTransaction, communityIds: readonly string[]): Promise<void> {
  await sql`
    select 1 as one from cdp.community_profile where community_id = any(${communityIds}::uuid[])
    order by city_id, community_id for update`.execute(db);
}

/**
 * Makes the partition of a month if it is not there. The table is filled in beside the log and then attached, which
 * holds off neither readers nor writers; two who do it at once wait for each other.
 */
export async function createPartition(db: DatabaseTransaction, month: Month): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('cdp.event.partition', 0))`.execute(db);
  const name = `event_${month.name}`;
  const { rows } = await sql<{ one: number }>`
    select 1 as one from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'cdp.event'::regclass and c.relname = ${name}`.execute(db);
  if (rows.length > 0) return;
  const table = sql.id('cdp', name);
  await sql`create table if not exists ${table} (like cdp.event including defaults including constraints)`.execute(db);
  await sql`
    alter table cdp.event attach partition ${table} for values from (${sql.lit(month.from)}) to (${sql.lit(month.to)})
  `.execute(db);
}

export interface Month {
  /** `2026_11` */
  readonly name: string;
  /** The first instant, ISO. */
  readonly from: string;
  /** The first instant of the next month, ISO. */
  readonly to: string;
}

/** Months of the log are those of UTC: a partition is storage, not a business day. */
export function monthOf(at: Date, ahead = 0): Month {
  const first = (months: number): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1));
  const from = first(ahead).toISOString();
  return { name: from.slice(0, 7).replace('-', '_'), from, to: first(ahead + 1).toISOString() };
}

/** Forgets message ids from before a moment, at most `limit`; answers how many. */
export async function deleteMessages(db: Database, before: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ one: number }>`
    delete from cdp.message where (message_id, source_id) in (
      select message_id, source_id from cdp.message where received_at < ${before} order by received_at limit ${limit}
    ) returning 1 as one`.execute(db);
  return rows.length;
}
