import { sql } from 'kysely';
import type { CityId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '../context/context.ts';
import { prepared } from '../postgres/index.ts';
import type { LedgerEntryId, LedgerUnit } from './entry.ts';
import { bookedOf, type NewEntry } from './entry-sql.ts';

type Db = Database | DatabaseTransaction;

export interface EntryRow {
  readonly unit: LedgerUnit;
  readonly kind: string;
  readonly occurred_at: Date;
  readonly reference_kind: string;
  readonly reference_id: string;
  readonly reverses_id: LedgerEntryId | null;
}

/** Adds entries with their lines in one statement; answers those whose ids were free. Each id once. */
export async function insertEntries(
  db: DatabaseTransaction,
  entries: readonly NewEntry[],
): Promise<Set<LedgerEntryId>> {
  const ids = entries.map(({ entryId }) => entryId);
  const added = await prepared<{ entry_id: LedgerEntryId }>`
    with ${bookedOf(entries, prepared`select unnest(${ids}::uuid[])`)}
    select entry_id from booked`.execute(db);
  return new Set(added.rows.map((row) => row.entry_id));
}

export async function findEntry(db: Db, cityId: CityId, entryId: LedgerEntryId): Promise<EntryRow | undefined> {
  const found = await sql<EntryRow>`
    select unit, kind, occurred_at, reference_kind, reference_id, reverses_id
    from platform.ledger_entry
    where city_id = ${cityId}::uuid and entry_id = ${entryId}::uuid
  `.execute(db);
  return found.rows[0];
}

/** Lines in the order in which they were posted. */
export async function findLines(
  db: Db,
  cityId: CityId,
  entryId: LedgerEntryId,
): Promise<{ account: string; amount: number; memo: string | null }[]> {
  const found = await sql<{ account: string; amount: number; memo: string | null }>`
    select account, amount, memo from platform.ledger_line
    where city_id = ${cityId}::uuid and entry_id = ${entryId}::uuid
    order by line_no
  `.execute(db);
  return found.rows;
}

/**
 * Adds the head of a reversal; false when the entry has one already. Of two at the same time the second waits for the
 * first at the unique constraint, so that no lock is needed.
 */
export async function insertReversal(
  db: DatabaseTransaction,
  reversal: { cityId: CityId; entryId: LedgerEntryId; reversesId: LedgerEntryId; reason: string; at: Date },
): Promise<boolean> {
  const added = await sql`
    insert into platform.ledger_entry
      (city_id, entry_id, unit, kind, occurred_at, reference_kind, reference_id, reverses_id, reason)
    select city_id, ${reversal.entryId}::uuid, unit, kind, ${reversal.at}::timestamptz, reference_kind, reference_id, entry_id,
      ${reversal.reason}::text
    from platform.ledger_entry
    where city_id = ${reversal.cityId}::uuid and entry_id = ${reversal.reversesId}::uuid
    on conflict (city_id, reverses_id) do nothing
    returning entry_id
  `.execute(db);
  return added.rows.length > 0;
}

export async function insertOppositeLines(
  db: DatabaseTransaction,
  reversal: { cityId: CityId; entryId: LedgerEntryId; reversesId: LedgerEntryId; at: Date },
): Promise<void> {
  await sql`
    insert into platform.ledger_line (city_id, entry_id, line_no, account, unit, amount, occurred_at, memo)
    select city_id, ${reversal.entryId}::uuid, line_no, account, unit, -amount, ${reversal.at}::timestamptz, memo
    from platform.ledger_line
    where city_id = ${reversal.cityId}::uuid and entry_id = ${reversal.reversesId}::uuid
  `.execute(db);
}

/** Sums by account; accounts without a line are absent. */
export async function sumAccounts(
  db: Db,
  accounts: readonly string[],
): Promise<{ account: string; balance: string }[]> {
  const found = await sql<{ account: string; balance: string }>`
    select account, sum(amount) as balance from platform.ledger_line
    where account = any(${accounts}::text[])
    group by account
  `.execute(db);
  return found.rows;
}

/** Sums by account within [from, to), in the order of accounts, after one of them. */
export async function sumRange(
  db: Db,
  range: { from: string; to: string },
  after: string,
  limit: number,
): Promise<{ account: string; balance: string }[]> {
  const found = await sql<{ account: string; balance: string }>`
    select account, sum(amount) as balance from platform.ledger_line
    where account >= ${range.from} and account < ${range.to} and account > ${after}
    group by account
    order by account
    limit ${limit}
  `.execute(db);
  return found.rows;
}

/** A line's place in a statement. */
export interface LinePlace {
  readonly occurredAt: Date;
  readonly entryId: LedgerEntryId;
  readonly lineNo: number;
}

export interface StatementRow extends EntryRow {
  readonly city_id: CityId;
  readonly entry_id: LedgerEntryId;
  readonly line_no: number;
  readonly amount: number;
  readonly memo: string | null;
  readonly reason: string | null;
}

/** Lines of an account before a place, the newest first. */
export async function findStatement(
  db: Db,
  account: string,
  before: LinePlace | undefined,
  limit: number,
): Promise<StatementRow[]> {
  const found = await sql<StatementRow>`
    select l.city_id, l.entry_id, l.line_no, l.amount, l.memo, l.occurred_at,
      e.unit, e.kind, e.reference_kind, e.reference_id, e.reverses_id, e.reason
    from platform.ledger_line l
    join platform.ledger_entry e on e.city_id = l.city_id and e.entry_id = l.entry_id
    where l.account = ${account} and ${placedBefore(before)}
    order by l.occurred_at desc, l.entry_id desc, l.line_no desc
    limit ${limit}
  `.execute(db);
  return found.rows;
}

/** The sum of the lines of an account before a place; of all lines without one. */
export async function sumBefore(db: Db, account: string, before: LinePlace | undefined): Promise<number> {
  const found = await sql<{ balance: string }>`
    select coalesce(sum(l.amount), 0) as balance from platform.ledger_line l
    where l.account = ${account} and ${placedBefore(before)}
  `.execute(db);
  return Number(found.rows[0]?.balance ?? 0);
}

function placedBefore(place: LinePlace | undefined) {
  if (place === undefined) return sql<boolean>`true`;
  return sql<boolean>`(l.occurred_at, l.entry_id, l.line_no)
    < (${place.occurredAt}::timestamptz, ${place.entryId}::uuid, ${place.lineNo}::integer)`;
}

/** Entries that break the law of the ledger: there must be none. */
export async function findUnbalanced(db: Db, limit: number): Promise<{ city_id: CityId; entry_id: LedgerEntryId }[]> {
  const found = await sql<{ city_id: CityId; entry_id: LedgerEntryId }>`
    select e.city_id, e.entry_id
    from platform.ledger_entry e
    left join platform.ledger_line l on l.city_id = e.city_id and l.entry_id = e.entry_id
    group by e.city_id, e.entry_id
    having count(l.line_no) < 2 or sum(l.amount) <> 0 or count(*) filter (where l.unit <> e.unit) > 0
    order by e.city_id, e.entry_id
    limit ${limit}
  `.execute(db);
  return found.rows;
}
