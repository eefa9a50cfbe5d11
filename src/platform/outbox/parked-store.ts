import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../context/context.ts';
import type { OutboxRow } from './outbox-store.ts';

/** An event that a subscription could not take, or that waits behind one of the same aggregate. */
export interface ParkedEvent {
  readonly subscription: string;
  readonly seq: number;
  readonly type: string;
  readonly aggregate: string;
  readonly aggregateId: string;
  readonly reason: string;
  readonly attempts: number;
  readonly parkedAt: Date;
  readonly retryWanted: boolean;
}

interface Row {
  subscription: string;
  seq: number;
  event_type: string;
  aggregate: string;
  aggregate_id: string;
  reason: string;
  attempts: number;
  parked_at: Date;
  retry_wanted: boolean;
}

export async function parkEvents(
  db: Database | DatabaseTransaction,
  subscription: string,
  events: readonly OutboxRow[],
  reason: string,
  attempts: number,
  now: Date,
): Promise<void> {
  for (const event of events) {
    await sql`
      insert into platform.parked_event
        (subscription, seq, aggregate, aggregate_id, reason, attempts, parked_at, retry_wanted)
      values (${subscription}, ${event.seq}, ${event.aggregate}, ${event.aggregateId}, ${reason}, ${attempts}, ${now}, false)
      on conflict (subscription, seq) do update
        set reason = excluded.reason, attempts = platform.parked_event.attempts + excluded.attempts, retry_wanted = false`.execute(
      db,
    );
  }
}

/** The next page of parked events, oldest first; several subscriptions may have parked the same event. */
export async function listParked(
  db: Database,
  after: { readonly seq: number; readonly subscription: string } | undefined,
  limit: number,
): Promise<ParkedEvent[]> {
  const found = await sql<Row>`
    select p.subscription, p.seq, o.event_type, p.aggregate, p.aggregate_id, p.reason, p.attempts, p.parked_at, p.retry_wanted
    from platform.parked_event p join platform.outbox o on o.seq = p.seq
    where (p.seq, p.subscription) > (${after?.seq ?? 0}::bigint, ${after?.subscription ?? ''}::text)
    order by p.seq, p.subscription limit ${limit}`.execute(db);
  return found.rows.map((row) => ({
    subscription: row.subscription,
    seq: row.seq,
    type: row.event_type,
    aggregate: row.aggregate,
    aggregateId: row.aggregate_id,
    reason: row.reason,
    attempts: row.attempts,
    parkedAt: row.parked_at,
    retryWanted: row.retry_wanted,
  }));
}

export async function countParked(db: Database): Promise<number> {
  const counted = await sql<{ parked: number }>`select count(*) as parked from platform.parked_event`.execute(db);
  return counted.rows[0]?.parked ?? 0;
}

/**
 * Parked events to try again, in order: those for which a person wants it, and those that only waited behind one that
 * has gone meanwhile. None of an aggregate comes as long as one before it failed and nobody wants it tried.
 */
export async function wantedRetries(db: Database, subscription: string, limit: number): Promise<OutboxRow[]> {
  const found = await sql<{
    seq: number;
    event_id: string;
    event_type: string;
    aggregate: string;
    aggregate_id: string;
    payload: unknown;
    occurred_at: Date;
  }>`
    select o.seq, o.event_id, o.event_type, o.aggregate, o.aggregate_id, o.payload, o.occurred_at
    from platform.parked_event p join platform.outbox o on o.seq = p.seq
    where p.subscription = ${subscription} and not exists (
      select 1 from platform.parked_event stuck
      where stuck.subscription = p.subscription and stuck.aggregate = p.aggregate and stuck.aggregate_id = p.aggregate_id
        and stuck.seq <= p.seq and stuck.attempts > 0 and not stuck.retry_wanted)
    order by p.seq limit ${limit}`.execute(db);
  return found.rows.map((row) => ({
    seq: row.seq,
    eventId: row.event_id,
    type: row.event_type,
    aggregate: row.aggregate,
    aggregateId: row.aggregate_id,
    payload: row.payload,
    occurredAt: row.occurred_at,
  }));
}

export async function deleteParked(
  db: Database | DatabaseTransaction,
  subscription: string,
  seq: number,
): Promise<number> {
  const deleted = await sql`
    delete from platform.parked_event where subscription = ${subscription} and seq = ${seq}`.execute(db);
  return Number(deleted.numAffectedRows ?? 0n);
}

/** Marks all parked events of the aggregate for another try; answers how many. */
export async function wantRetry(
  db: DatabaseTransaction,
  subscription: string,
  aggregate: string,
  aggregateId: string,
): Promise<number> {
  const marked = await sql`
    update platform.parked_event set retry_wanted = true
    where subscription = ${subscription} and aggregate = ${aggregate} and aggregate_id = ${aggregateId}`.execute(db);
  return Number(marked.numAffectedRows ?? 0n);
}
