import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { LiveSource, RequiredProperties, Source, SourceId, SourceKind } from './source.ts';

type Db = Database | DatabaseTransaction;

interface SourceRow {
  source_id: SourceId;
  name: string;
  kind: SourceKind;
  write_key_hint: string;
  allowed_origins: string[];
  enabled: boolean;
  events_per_minute: number;
  max_event_bytes: number;
  max_batch_bytes: number;
  created_at: Date;
  version: number;
}

const toSource = (row: SourceRow): Source => ({
  sourceId: row.source_id,
  name: row.name,
  kind: row.kind,
  writeKeyHint: row.write_key_hint,
  allowedOrigins: row.allowed_origins,
  enabled: row.enabled,
  eventsPerMinute: row.events_per_minute,
  maxEventBytes: row.max_event_bytes,
  maxBatchBytes: row.max_batch_bytes,
  createdAt: row.created_at,
  version: row.version,
});

const columns = sql`s.source_id, s.name, s.kind, s.write_key_hint, s.allowed_origins, s.enabled, s.events_per_minute,
  s.max_event_bytes, s.max_batch_bytes, s.created_at, s.version`;

/** The enabled source of a write key, with its tracking plan. */
export async function findByWriteKey(db: Db, writeKeyHash: Buffer): Promise<LiveSource | undefined> {
  const { rows } = await sql<SourceRow & { plan: Record<string, RequiredProperties> | null }>`
    select ${columns}, (
      select jsonb_object_agg(p.event_name, p.required) from cdp.tracking_plan p where p.source_id = s.source_id
    ) as plan
    from cdp.source s where s.write_key_hash = ${writeKeyHash} and s.enabled`.execute(db);
  const row = rows[0];
  return row && { ...toSource(row), plan: new Map(Object.entries(row.plan ?? {})) };
}

export async function findLiveSource(db: Db, sourceId: string): Promise<LiveSource | undefined> {
  const { rows } = await sql<SourceRow & { plan: Record<string, RequiredProperties> | null }>`
    select ${columns}, (
      select jsonb_object_agg(p.event_name, p.required) from cdp.tracking_plan p where p.source_id = s.source_id
    ) as plan
    from cdp.source s where s.source_id = ${sourceId}`.execute(db);
  const row = rows[0];
  return row && { ...toSource(row), plan: new Map(Object.entries(row.plan ?? {})) };
}

/** Whether any enabled source lets a site send events: all that can be known before a key is shown (CORS preflight). */
export async function isOriginKnown(db: Db, origin: string): Promise<boolean> {
  const { rows } = await sql<{ one: number }>`
    select 1 as one from cdp.source
    where enabled and (allowed_origins @> array[${origin}] or allowed_origins @> array['*']) limit 1`.execute(db);
  return rows.length > 0;
}

export interface SourceCounts {
  readonly accepted: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly lastSeenAt: Date | null;
}

/** Sources with what came from them, in the order of their names; at most 200. */
export async function listSources(db: Db): Promise<(Source & SourceCounts)[]> {
  const { rows } = await sql<SourceRow & SourceCounts>`
    select ${columns}, coalesce(c.accepted, 0)::bigint as accepted, coalesce(c.duplicate, 0)::bigint as duplicate,
      coalesce(c.quarantined, 0)::bigint as quarantined, c.last_seen_at as "lastSeenAt"
    from cdp.source s
    left join (
      select source_id, sum(accepted) as accepted, sum(duplicate) as duplicate, sum(quarantined) as quarantined,
        max(last_seen_at) as last_seen_at
      from cdp.source_counter group by source_id
    ) c on c.source_id = s.source_id
    order by s.name, s.source_id limit 200`.execute(db);
  return rows.map((row) => ({
    ...toSource(row),
    accepted: row.accepted,
    duplicate: row.duplicate,
    quarantined: row.quarantined,
    lastSeenAt: row.lastSeenAt,
  }));
}

export async function insertSource(db: DatabaseTransaction, source: Source, writeKeyHash: Buffer): Promise<void> {
  await sql`
    insert into cdp.source (source_id, name, kind, write_key_hash, write_key_hint, allowed_origins, enabled,
      events_per_minute, max_event_bytes, max_batch_bytes, created_at, updated_at, version)
    values (${source.sourceId}, ${source.name}, ${source.kind}, ${writeKeyHash}, ${source.writeKeyHint},
      ${[...source.allowedOrigins]}::text[], ${source.enabled}, ${source.eventsPerMinute}, ${source.maxEventBytes},
      ${source.maxBatchBytes}, ${source.createdAt}, ${source.createdAt}, ${source.version})`.execute(db);
}

/** Writes a source if nobody did since `source.version`; false otherwise. A new key's hash replaces the old one. */
export async function updateSource(
  db: DatabaseTransaction,
  source: Source,
  now: Date,
  writeKeyHash?: Buffer,
): Promise<boolean> {
  const { rows } = await sql<{ one: number }>`
    update cdp.source set name = ${source.name}, allowed_origins = ${[...source.allowedOrigins]}::text[],
      enabled = ${source.enabled}, events_per_minute = ${source.eventsPerMinute},
      max_event_bytes = ${source.maxEventBytes}, max_batch_bytes = ${source.maxBatchBytes},
      write_key_hint = ${source.writeKeyHint},
      write_key_hash = coalesce(${writeKeyHash ?? null}::bytea, write_key_hash),
      updated_at = ${now}, version = version + 1
    where source_id = ${source.sourceId} and version = ${source.version} returning 1 as one`.execute(db);
  return rows.length > 0;
}

/** Plans what an event of a source must carry; an empty requirement takes the plan away. */
export async function planEvent(
  db: DatabaseTransaction,
  plan: { sourceId: SourceId; eventName: string; required: RequiredProperties },
  now: Date,
): Promise<void> {
  if (Object.keys(plan.required).length === 0) {
    await sql`delete from cdp.tracking_plan where source_id = ${plan.sourceId} and event_name = ${plan.eventName}`.execute(
      db,
    );
    return;
  }
  await sql`
    insert into cdp.tracking_plan (source_id, event_name, required, updated_at)
    values (${plan.sourceId}, ${plan.eventName}, ${JSON.stringify(plan.required)}::jsonb, ${now})
    on conflict (source_id, event_name) do update set required = excluded.required, updated_at = excluded.updated_at
  `.execute(db);
}

/** Adds to one of a source's counters. `slot` spreads concurrent batches over rows; it is the last lock of a batch. */
export async function countBatch(
  db: DatabaseTransaction,
  batch: { sourceId: string; slot: number; accepted: number; duplicate: number; quarantined: number; now: Date },
): Promise<void> {
  await sql`
    insert into cdp.source_counter as c (source_id, slot, accepted, duplicate, quarantined, last_seen_at)
    values (${batch.sourceId}, ${batch.slot}, ${batch.accepted}, ${batch.duplicate}, ${batch.quarantined}, ${batch.now})
    on conflict (source_id, slot) do update set accepted = c.accepted + excluded.accepted,
      duplicate = c.duplicate + excluded.duplicate, quarantined = c.quarantined + excluded.quarantined,
      last_seen_at = greatest(c.last_seen_at, excluded.last_seen_at)`.execute(db);
}
