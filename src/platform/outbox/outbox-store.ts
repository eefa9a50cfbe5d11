import { sql } from 'kysely';
import { prepared } from '../postgres/index.ts';
import type { Database, DatabaseTransaction } from '../context/context.ts';
import type { Announced } from '../context/finish-store.ts';

/** Channels of LISTEN/NOTIFY. */
export const ANNOUNCED = 'twinwheel_announced';
export const SEQUENCED = 'twinwheel_sequenced';

export interface OutboxRow {
  readonly seq: number;
  readonly eventId: string;
  readonly type: string;
  readonly aggregate: string;
  readonly aggregateId: string;
  readonly payload: unknown;
  readonly occurredAt: Date;
  /** The payload is what its kind of event made when it was announced, and needs no checking. */
  readonly isChecked?: true;
}

/**
 * Gives the next sequence numbers to committed events, in the order in which they were appended, and answers them in
 * that order (empty when there was nothing). Those that `announcedHere` knows are not read. The head's row lock makes it
 * one at a time across processes, so a reader that has seen number n has seen all numbers below it: an event that
 * commits late simply gets a later one.
 */
export async function sequence(
  db: Database,
  limit: number,
  announcedHere: (eventId: string) => Announced | undefined = () => undefined,
): Promise<OutboxRow[]> {
  const [known, unknown]: [OutboxRow[], number[]] = [[], []];
  for (const { seq, event_id } of await giveNumbers(db, limit)) {
    const event = announcedHere(event_id);
    if (event === undefined) unknown.push(seq);
    else known.push(announcedRow(seq, event));
  }
  const read = unknown.length === 0 ? [] : await readNumbered(db, unknown);
  return [...known, ...read].toSorted((a, b) => a.seq - b.seq);
}

const announcedRow = (seq: number, event: Announced): OutboxRow => ({
  seq,
  eventId: event.eventId,
  type: event.type,
  aggregate: event.aggregate,
  aggregateId: event.aggregateId,
  payload: event.payload,
  occurredAt: event.occurredAt,
  isChecked: true,
});

async function readNumbered(db: Database, seqs: readonly number[]): Promise<OutboxRow[]> {
  const found = await sql<Row>`
    select seq, event_id, event_type, aggregate, aggregate_id, payload, occurred_at from platform.outbox
    where seq = any(${seqs}::bigint[])`.execute(db);
  return found.rows.map(toOutboxRow);
}

async function giveNumbers(db: Database, limit: number): Promise<Pick<Row, 'seq' | 'event_id'>[]> {
  const sequenced = await sql<Pick<Row, 'seq' | 'event_id'>>`
    with head as materialized (
      select seq from platform.outbox_head where exists (select from platform.outbox where seq is null) for update
    ), waiting as materialized (
      select o.event_position, h.seq + row_number() over (order by o.event_position) as seq
      from head h cross join (
        select event_position from platform.outbox where seq is null order by event_position limit ${limit}) o
    ), sequenced as (
      -- Whoever waited for the head may still see as waiting what the one before them has sequenced. Not asked for by the
      -- index of what waits, of which the planner thinks that it is empty.
      update platform.outbox o set seq = w.seq from waiting w
      where o.event_position = w.event_position and coalesce(o.seq, 0) = 0
      returning o.seq, o.event_id
    ), moved as (
      update platform.outbox_head set seq = (select max(seq) from waiting) where exists (select from waiting)
    )
    select s.*, (select pg_notify(${SEQUENCED}, '')) as told from sequenced s`.execute(db);
  return sequenced.rows;
}

export async function headSeq(db: Database): Promise<number> {
  const head = await sql<{ seq: number }>`select seq from platform.outbox_head`.execute(db);
  return head.rows[0]?.seq ?? 0;
}

interface Row {
  seq: number;
  event_id: string;
  event_type: string;
  aggregate: string;
  aggregate_id: string;
  payload: unknown;
  occurred_at: Date;
}

const toOutboxRow = (row: Row): OutboxRow => ({
  seq: row.seq,
  eventId: row.event_id,
  type: row.event_type,
  aggregate: row.aggregate,
  aggregateId: row.aggregate_id,
  payload: row.payload,
  occurredAt: row.occurred_at,
});

/** Sequenced events of the given kinds after a number, in order. */
export async function readAfter(
  db: Database,
  after: number,
  types: readonly string[],
  limit: number,
): Promise<OutboxRow[]> {
  const found = await sql<Row>`
    select seq, event_id, event_type, aggregate, aggregate_id, payload, occurred_at from platform.outbox
    where event_type = any(${types}::text[]) and seq > ${after} order by seq limit ${limit}`.execute(db);
  return found.rows.map(toOutboxRow);
}

/** Where a subscription stands, a new one at the beginning, and the aggregates that are parked for it (`aggregate/id`). */
export interface Position {
  readonly cursor: number;
  readonly blocked: ReadonlySet<string>;
}

export async function readPosition(db: Database, subscription: string): Promise<Position> {
  const found = await prepared<{ seq: number; blocked: string[] | null }>`
    select coalesce((select c.seq from platform.subscription_cursor c where c.subscription = n.name), 0) as seq,
      (select array_agg(distinct p.aggregate || '/' || p.aggregate_id) from platform.parked_event p
       where p.subscription = n.name) as blocked
    from (select ${subscription}::text as name) n`.execute(db);
  const [row] = found.rows;
  return { cursor: row?.seq ?? 0, blocked: new Set(row?.blocked) };
}

/** Locks the cursor of a subscription for the transaction and answers where it stands; makes it where there is none. */
export async function lockCursor(db: DatabaseTransaction, subscription: string): Promise<number> {
  const lock = prepared<{ seq: number }>`
    select seq from platform.subscription_cursor where subscription = ${subscription} for update`;
  const [row] = (await lock.execute(db)).rows;
  if (row !== undefined) return row.seq;
  await sql`
    insert into platform.subscription_cursor (subscription, seq) values (${subscription}, 0)
    on conflict (subscription) do nothing`.execute(db);
  return (await lock.execute(db)).rows[0]?.seq ?? 0;
}

export async function saveCursor(db: Database | DatabaseTransaction, subscription: string, seq: number): Promise<void> {
  await prepared`
    insert into platform.subscription_cursor (subscription, seq) values (${subscription}, ${seq})
    on conflict (subscription) do update set seq = excluded.seq`.execute(db);
}

/** Events that wait for a number, and per subscription how many sequenced ones it has not taken yet. */
export async function undelivered(
  db: Database,
  subscriptions: readonly { name: string; types: readonly string[] }[],
): Promise<number> {
  const counted = await sql<{ waiting: number }>`
    select (select count(*) from platform.outbox where seq is null)
         + (select count(*) from unnest(${subscriptions.flatMap((s) => s.types.map(() => s.name))}::text[],
                                        ${subscriptions.flatMap((s) => [...s.types])}::text[]) as s (name, type)
            join platform.outbox o on o.event_type = s.type
            left join platform.subscription_cursor c on c.subscription = s.name
            where o.seq > coalesce(c.seq, 0)) as waiting`.execute(db);
  return counted.rows[0]?.waiting ?? 0;
}

/**
 * Deletes delivered events older than `before`, at most `limit`; those that a live subscription has not passed or that
 * are parked stay. Cursors of subscriptions that no longer exist hold nothing back.
 */
export async function pruneOutbox(
  db: Database,
  before: Date,
  limit: number,
  subscriptions: readonly string[],
): Promise<number> {
  const deleted = await sql`
    delete from platform.outbox where event_position in (
      select o.event_position from platform.outbox o
      where o.occurred_at < ${before}
        and o.seq <= (select coalesce(min(coalesce(c.seq, 0)), o.seq) from unnest(${subscriptions}::text[]) as s (name)
                      left join platform.subscription_cursor c on c.subscription = s.name)
        and not exists (select 1 from platform.parked_event p where p.seq = o.seq)
      order by o.occurred_at limit ${limit})`.execute(db);
  return Number(deleted.numAffectedRows ?? 0n);
}
