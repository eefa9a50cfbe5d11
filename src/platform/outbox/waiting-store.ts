import { sql } from 'kysely';
import type { Database } from '../context/context.ts';

/** What a question about many subscriptions is asked with. */
export interface Subscribed {
  readonly name: string;
  readonly types: readonly string[];
}

export interface Waiting {
  /** Whether events are committed that have no number yet. */
  readonly isUnsequenced: boolean;
  /** Subscriptions with sequenced events of their kinds after their cursors. */
  readonly behind: ReadonlySet<string>;
  /** Subscriptions with parked events that are to be tried again now. */
  readonly retries: ReadonlySet<string>;
}

/**
 * The last number of each kind, one probe of the end of an index a kind however long the log and however far behind a
 * cursor is; and per subscription its cursor and the last number that concerns it.
 */
const progress = (subscribed: readonly Subscribed[]) => sql`
  asked as materialized (
    select name, type from unnest(
      ${subscribed.flatMap((each) => each.types.map(() => each.name))}::text[],
      ${subscribed.flatMap((each) => [...each.types])}::text[]) as a (name, type)
  ),
  latest as materialized (
    select k.type, (select max(o.seq) from platform.outbox o where o.event_type = k.type) as seq
    from (select distinct type from asked) k
  ),
  progress as materialized (
    select s.name, c.seq as taken, s.last from (
      select a.name, coalesce(max(l.seq), 0) as last from asked a join latest l using (type) group by a.name
    ) s left join platform.subscription_cursor c on c.subscription = s.name
  )`;

/**
 * Which subscriptions have something to do, in one statement. Parked events of an aggregate go in order, so they are to
 * be tried again exactly where the first of them is: a person wants it, or it only waited behind one that has gone.
 */
export async function findWaiting(db: Database, subscribed: readonly Subscribed[]): Promise<Waiting> {
  const found = await sql<{ name: string | null; why: 'unsequenced' | 'behind' | 'retries' }>`
    with ${progress(subscribed)}
    select name, 'behind' as why from progress where last > coalesce(taken, 0)
    union all
    select distinct p.subscription, 'retries' from (
      select subscription, min(seq) as first, min(seq) filter (where attempts > 0 and not retry_wanted) as stuck
      from platform.parked_event group by subscription, aggregate, aggregate_id
    ) p where p.stuck is null or p.first < p.stuck
    union all
    (select null, 'unsequenced' from platform.outbox where seq is null limit 1)`.execute(db);
  const named = (why: string): Set<string> =>
    new Set(found.rows.flatMap((row) => (row.why === why && row.name !== null ? [row.name] : [])));
  return {
    isUnsequenced: found.rows.some((row) => row.why === 'unsequenced'),
    behind: named('behind'),
    retries: named('retries'),
  };
}

/**
 * Moves the cursors of subscriptions that have nothing to take to the head, so that old events can go. Head and numbers
 * are of one snapshot, and a cursor that somebody moved meanwhile stays where it was moved to. Answers how many moved.
 */
export async function moveIdleCursors(db: Database, subscribed: readonly Subscribed[]): Promise<number> {
  const moved = await sql`
    with ${progress(subscribed)},
    idle as materialized (
      select p.name, p.taken, h.seq as head from progress p cross join platform.outbox_head h
      where p.last <= coalesce(p.taken, 0) and coalesce(p.taken, 0) < h.seq
    ),
    begun as (
      insert into platform.subscription_cursor (subscription, seq) select name, head from idle where taken is null
      on conflict do nothing returning subscription
    ),
    moved as (
      update platform.subscription_cursor c set seq = idle.head from idle
      where c.subscription = idle.name and c.seq = idle.taken returning c.subscription
    )
    select subscription from begun union all select subscription from moved`.execute(db);
  return moved.rows.length;
}
