import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { RejectReason } from './read-event.ts';

type Db = Database | DatabaseTransaction;

export interface QuarantineRow {
  readonly sourceId: string;
  /** Also the person under whose key the payload is sealed: erasing it makes the payload unreadable. */
  readonly quarantineId: string;
  readonly messageId: string | null;
  readonly eventName: string;
  readonly reason: RejectReason | 'person-erased';
  readonly detail: string;
  readonly receivedAt: Date;
}

export async function insertQuarantined(
  db: DatabaseTransaction,
  rows: readonly (QuarantineRow & { readonly payload: Buffer })[],
): Promise<void> {
  await sql`
    insert into cdp.quarantine (source_id, quarantine_id, message_id, event_name, reason, detail, payload, received_at, state)
    select u.source_id, u.quarantine_id, u.message_id, u.event_name, u.reason, u.detail, u.payload, u.received_at, 'held'
    from unnest(
      ${rows.map((row) => row.sourceId)}::uuid[], ${rows.map((row) => row.quarantineId)}::uuid[],
      ${rows.map((row) => row.messageId)}::text[], ${rows.map((row) => row.eventName)}::text[],
      ${rows.map((row) => row.reason)}::text[], ${rows.map((row) => row.detail)}::text[],
      ${rows.map((row) => row.payload)}::bytea[], ${rows.map((row) => row.receivedAt)}::timestamptz[]
    ) as u (source_id, quarantine_id, message_id, event_name, reason, detail, payload, received_at)`.execute(db);
}

/** How much is held, by source, reason and detail, the most first; at most 200 lines. */
export async function countHeld(db: Db): Promise<
  {
    sourceId: string;
    sourceName: string;
    reason: string;
    detail: string;
    eventName: string;
    held: number;
    lastAt: Date;
  }[]
> {
  const { rows } = await sql<{
    sourceId: string;
    sourceName: string;
    reason: string;
    detail: string;
    eventName: string;
    held: number;
    lastAt: Date;
  }>`
    select q.source_id as "sourceId", coalesce(s.name, '') as "sourceName", q.reason, q.detail,
      q.event_name as "eventName", count(*)::int as held, max(q.received_at) as "lastAt"
    from cdp.quarantine q left join cdp.source s on s.source_id = q.source_id
    where q.state = 'held'
    group by q.source_id, s.name, q.reason, q.detail, q.event_name
    order by held desc, q.source_id, q.reason, q.detail, q.event_name limit 200`.execute(db);
  return rows;
}

export interface QuarantineFilter {
  readonly sourceId: string;
  readonly reason?: string | undefined;
  readonly eventName?: string | undefined;
}

const matching = (filter: QuarantineFilter) => sql`
  q.source_id = ${filter.sourceId}
  and (${filter.reason ?? null}::text is null or q.reason = ${filter.reason ?? null})
  and (${filter.eventName ?? null}::text is null or q.event_name = ${filter.eventName ?? null})`;

/** Held rows of a source, the oldest first, after a row. Payloads stay sealed. */
export async function listHeld(
  db: Db,
  filter: QuarantineFilter,
  page: { after: string | undefined; limit: number },
): Promise<QuarantineRow[]> {
  const { rows } = await sql<QuarantineRow>`
    select q.source_id as "sourceId", q.quarantine_id as "quarantineId", q.message_id as "messageId",
      q.event_name as "eventName", q.reason, q.detail, q.received_at as "receivedAt"
    from cdp.quarantine q
    where ${matching(filter)} and q.state = 'held'
      and q.quarantine_id > ${page.after ?? '00000000-0000-0000-0000-000000000000'}::uuid
    order by q.quarantine_id limit ${page.limit}`.execute(db);
  return rows;
}

/** Takes held rows for a decision, locked; rows that somebody else is deciding are left out. */
export async function takeHeld(
  db: DatabaseTransaction,
  filter: QuarantineFilter,
  ids: readonly string[] | undefined,
  page: { after: string | undefined; limit: number },
): Promise<(QuarantineRow & { payload: Buffer })[]> {
  const { rows } = await sql<QuarantineRow & { payload: Buffer }>`
    select q.source_id as "sourceId", q.quarantine_id as "quarantineId", q.message_id as "messageId",
      q.event_name as "eventName", q.reason, q.detail, q.received_at as "receivedAt", q.payload
    from cdp.quarantine q
    where ${matching(filter)} and q.state = 'held'
      and (${ids === undefined}::boolean or q.quarantine_id = any(${ids ?? []}::uuid[]))
      and q.quarantine_id > ${page.after ?? '00000000-0000-0000-0000-000000000000'}::uuid
    order by q.quarantine_id limit ${page.limit} for update skip locked`.execute(db);
  return rows;
}

/** Closes held rows of a source; answers how many were still held. */
export async function closeHeld(
  db: DatabaseTransaction,
  sourceId: string,
  ids: readonly string[],
  decision: { state: 'replayed' | 'discarded'; by: string; reason: string; now: Date },
): Promise<number> {
  const { rows } = await sql<{ one: number }>`
    update cdp.quarantine set state = ${decision.state}, decided_at = ${decision.now}, decided_by = ${decision.by},
      decision_reason = ${decision.reason}
    where source_id = ${sourceId} and quarantine_id = any(${ids}::uuid[]) and state = 'held' returning 1 as one`.execute(
    db,
  );
  return rows.length;
}
