import { sql } from 'kysely';
import type { Actor, AuditEntry, Database, DatabaseTransaction } from '../context/context.ts';
import type { Link, SealedRow, StoredEntry } from './chain.ts';

type Db = Database | DatabaseTransaction;

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly actor: Actor;
  readonly entry: AuditEntry;
}

interface EntryColumns {
  readonly entry_id: string;
  readonly occurred: string;
  readonly actor: string;
  readonly action_name: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly purpose: string | null;
  readonly details: string | null;
}

const ENTRY_COLUMNS = sql`
  e.entry_id, to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as occurred,
  e.actor::text as actor, e.action_name, e.subject_kind, e.subject_id, e.purpose, e.details::text as details
`;

function toEntry(row: EntryColumns): StoredEntry {
  return {
    entryId: row.entry_id,
    occurredAt: row.occurred,
    actor: JSON.parse(row.actor),
    action: row.action_name,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    purpose: row.purpose,
    details: row.details === null ? null : JSON.parse(row.details),
  };
}

/** Appends entries, in the caller's transaction; the sealer chains them once they are committed. */
export async function appendAudit(db: Db, rows: readonly AuditRow[]): Promise<void> {
  if (rows.length === 0) return;
  const details = rows.map(({ entry }) => (entry.details === undefined ? null : JSON.stringify(entry.details)));
  await sql`
    with appended as (
      insert into platform.audit_entry
        (entry_id, occurred_at, actor, action_name, subject_kind, subject_id, purpose, details)
      select u.entry_id, u.occurred_at, u.actor::jsonb, u.action_name, u.subject_kind, u.subject_id, u.purpose,
        u.details::jsonb
      from unnest(
        ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.at.toISOString())}::timestamptz[],
        ${rows.map((row) => JSON.stringify(row.actor))}::text[], ${rows.map((row) => row.entry.action)}::text[],
        ${rows.map((row) => row.entry.subject.kind)}::text[], ${rows.map((row) => row.entry.subject.id)}::text[],
        ${rows.map((row) => row.entry.purpose ?? null)}::text[], ${details}::text[]
      ) as u (entry_id, occurred_at, actor, action_name, subject_kind, subject_id, purpose, details)
      returning entry_id
    )
    insert into platform.audit_pending (entry_id) select entry_id from appended
  `.execute(db);
}

/** The end of the chain, locked; undefined while another sealer holds it. */
export async function lockHead(db: DatabaseTransaction): Promise<Link | undefined> {
  const found = await sql<{ seq: string; entry_hash: Buffer }>`
    select seq, entry_hash from platform.audit_head where chain = 'main' for update skip locked
  `.execute(db);
  const row = found.rows[0];
  return row && { seq: Number(row.seq), hash: row.entry_hash };
}

export async function findPending(db: Db, limit: number): Promise<StoredEntry[]> {
  const found = await sql<EntryColumns>`
    select ${ENTRY_COLUMNS}
    from platform.audit_pending p
    join platform.audit_entry e on e.entry_id = p.entry_id
    order by p.entry_id
    limit ${limit}
  `.execute(db);
  return found.rows.map(toEntry);
}

/** Adds links to the chain, takes their entries off the waiting list and moves the head to the last of them. */
export async function saveLinks(
  db: DatabaseTransaction,
  links: readonly (Link & { entryId: string; previousHash: Buffer })[],
): Promise<void> {
  const entryIds = links.map((link) => link.entryId);
  const last = links.at(-1);
  if (last === undefined) return;
  await sql`
    insert into platform.audit_seal (seq, entry_id, entry_hash, previous_hash)
    select * from unnest(
      ${links.map((link) => link.seq)}::bigint[], ${entryIds}::uuid[],
      ${links.map((link) => link.hash)}::bytea[], ${links.map((link) => link.previousHash)}::bytea[]
    )
  `.execute(db);
  await sql`delete from platform.audit_pending where entry_id = any(${entryIds}::uuid[])`.execute(db);
  await sql`
    update platform.audit_head set seq = ${last.seq}, entry_hash = ${last.hash}::bytea where chain = 'main'
  `.execute(db);
}

export interface HeadRow extends Link {
  /** When the last sealed entry happened. */
  readonly occurredAt: Date | undefined;
}

export async function findHead(db: Db): Promise<HeadRow | undefined> {
  const found = await sql<{ seq: string; entry_hash: Buffer; occurred_at: Date | null }>`
    select h.seq, h.entry_hash, e.occurred_at
    from platform.audit_head h
    left join platform.audit_seal s on s.seq = h.seq
    left join platform.audit_entry e on e.entry_id = s.entry_id
    where h.chain = 'main'
  `.execute(db);
  const row = found.rows[0];
  return row && { seq: Number(row.seq), hash: row.entry_hash, occurredAt: row.occurred_at ?? undefined };
}

/** The chain after one place, in order. */
export async function findSealed(db: Db, afterSeq: number, limit: number): Promise<SealedRow[]> {
  type Row = Omit<EntryColumns, 'entry_id'> & {
    seq: string;
    sealed_id: string;
    entry_hash: Buffer;
    previous_hash: Buffer;
    entry_id: string | null;
  };
  const found = await sql<Row>`
    select s.seq, s.entry_id as sealed_id, s.entry_hash, s.previous_hash, ${ENTRY_COLUMNS}
    from platform.audit_seal s
    left join platform.audit_entry e on e.entry_id = s.entry_id
    where s.seq > ${afterSeq}
    order by s.seq
    limit ${limit}
  `.execute(db);
  return found.rows.map((row) => ({
    seq: Number(row.seq),
    hash: row.entry_hash,
    previousHash: row.previous_hash,
    sealedId: row.sealed_id,
    entry: row.entry_id === null ? undefined : toEntry({ ...row, entry_id: row.entry_id }),
  }));
}

/** How many entries wait for the sealer, and of what is outside the chain one that should not be. One snapshot. */
export async function findLoose(
  db: Db,
): Promise<{ pending: number; unchained: string | undefined; lost: string | undefined }> {
  const found = await sql<{ pending: string; unchained: string | null; lost: string | null }>`
    select
      (select count(*) from platform.audit_pending) as pending,
      (
        select e.entry_id from platform.audit_entry e
        where not exists (select from platform.audit_seal s where s.entry_id = e.entry_id)
          and not exists (select from platform.audit_pending p where p.entry_id = e.entry_id)
        limit 1
      ) as unchained,
      (
        select p.entry_id from platform.audit_pending p
        where not exists (select from platform.audit_entry e where e.entry_id = p.entry_id)
        limit 1
      ) as lost
  `.execute(db);
  const row = found.rows[0];
  return { pending: Number(row?.pending ?? 0), unchained: row?.unchained ?? undefined, lost: row?.lost ?? undefined };
}
