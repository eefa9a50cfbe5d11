import { sql } from 'kysely';
import type { CityId, CommunityId } from '#kernel/ids';
import { businessDay } from '#kernel/time';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Period } from '../flywheel/period.ts';
import type { StageFact } from './fact.ts';

type Db = Database | DatabaseTransaction;

/**
 * Keeps facts and adds those that are new to their day, in one statement; answers how many were new. Facts come in any
 * order and as often as they like: the sums are the same. Rows of sums are taken in the order of their key.
 */
export async function insertFacts(db: DatabaseTransaction, facts: readonly StageFact[]): Promise<number> {
  if (facts.length === 0) return 0;
  const column = <T>(read: (fact: StageFact) => T): T[] => facts.map(read);
  const added = await sql<{ facts: number }>`
    with added as (
      insert into insight.stage_fact (city_id, event_id, community_id, kind, quantity, play_id, task_id, lead_id,
        package_id, touchpoint_id, day, occurred_at)
      select * from unnest(
        ${column((fact) => fact.cityId)}::uuid[], ${column((fact) => fact.eventId)}::uuid[],
        ${column((fact) => fact.communityId)}::uuid[], ${column((fact) => fact.kind)}::text[],
        ${column((fact) => fact.quantity)}::int[], ${column((fact) => fact.playId)}::uuid[],
        ${column((fact) => fact.taskId)}::uuid[], ${column((fact) => fact.leadId)}::uuid[],
        ${column((fact) => fact.packageId)}::uuid[], ${column((fact) => fact.touchpointId)}::uuid[],
        ${column((fact) => businessDay(fact.occurredAt))}::date[], ${column((fact) => fact.occurredAt)}::timestamptz[])
      on conflict (city_id, event_id) do nothing
      returning city_id, community_id, day, kind, quantity
    ), summed as (
      insert into insight.stage_day (city_id, community_id, day, kind, volume)
      select city_id, community_id, day, kind, sum(quantity) from added
      group by city_id, community_id, day, kind order by city_id, community_id, day, kind
      on conflict (city_id, community_id, day, kind) do update set volume = stage_day.volume + excluded.volume
    )
    select count(*) as facts from added`.execute(db);
  return added.rows[0]?.facts ?? 0;
}

/** A sum that does not agree with its facts. */
export interface Difference {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly day: string;
  readonly kind: string;
  readonly facts: number;
  readonly rollup: number;
}

/** Sums of a period that do not agree with the facts; at most `limit`. */
export async function differences(db: Db, period: Period, limit: number): Promise<Difference[]> {
  const found = await sql<{
    city_id: CityId;
    community_id: CommunityId;
    day: string;
    kind: string;
    facts: number;
    rollup: number;
  }>`
    with facts as (
      select city_id, community_id, day, kind, sum(quantity) as volume from insight.stage_fact
      where day between ${period.from}::date and ${period.to}::date
      group by city_id, community_id, day, kind
    ), rollup as (
      select city_id, community_id, day, kind, volume from insight.stage_day
      where day between ${period.from}::date and ${period.to}::date
    )
    select city_id, community_id, day, kind, coalesce(f.volume, 0) as facts, coalesce(r.volume, 0) as rollup
    from facts f full join rollup r using (city_id, community_id, day, kind)
    where f.volume is distinct from r.volume
    order by city_id, community_id, day, kind limit ${limit}`.execute(db);
  return found.rows.map((row) => ({
    cityId: row.city_id,
    communityId: row.community_id,
    day: row.day,
    kind: row.kind,
    facts: row.facts,
    rollup: row.rollup,
  }));
}

/**
 * Makes the sums of a period anew from its facts. Waits for facts that are being kept and holds off new ones until it is
 * committed: the lock is taken before the facts are read.
 */
export async function rebuildDays(db: DatabaseTransaction, period: Period): Promise<void> {
  await sql`lock table insight.stage_day in share row exclusive mode`.execute(db);
  await sql`
    delete from insight.stage_day where day between ${period.from}::date and ${period.to}::date`.execute(db);
  await sql`
    insert into insight.stage_day (city_id, community_id, day, kind, volume)
    select city_id, community_id, day, kind, sum(quantity) from insight.stage_fact
    where day between ${period.from}::date and ${period.to}::date
    group by city_id, community_id, day, kind`.execute(db);
}

/** From the first to the last day of which there are facts or sums; undefined without any. */
export async function knownDays(db: Db): Promise<Period | undefined> {
  const found = await sql<{ first: string | null; last: string | null }>`
    select least((select min(day) from insight.stage_fact), (select min(day) from insight.stage_day)) as first,
      greatest((select max(day) from insight.stage_fact), (select max(day) from insight.stage_day)) as last`.execute(
    db,
  );
  const { first = null, last = null } = found.rows[0] ?? {};
  return first === null || last === null ? undefined : { from: first, to: last };
}
