import { sql } from 'kysely';
import { businessDay } from '#kernel/time';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Period } from '../flywheel/period.ts';
import type { DealFact } from './deal-fact.ts';

/**
 * Keeps facts and adds those that are new to their day, in one statement; answers how many were new. Facts come in any
 * order and as often as they like: the sums are the same. Rows of sums are taken in the order of their key.
 */
export async function insertDeals(db: DatabaseTransaction, facts: readonly DealFact[]): Promise<number> {
  if (facts.length === 0) return 0;
  const column = <T>(read: (fact: DealFact) => T): T[] => facts.map(read);
  const added = await sql<{ facts: number }>`
    with added as (
      insert into insight.deal_fact (city_id, event_id, community_id, kind, amount_fen, lead_id, day, occurred_at)
      select * from unnest(
        ${column((fact) => fact.cityId)}::uuid[], ${column((fact) => fact.eventId)}::uuid[],
        ${column((fact) => fact.communityId)}::uuid[], ${column((fact) => fact.kind)}::text[],
        ${column((fact) => fact.amountFen)}::bigint[], ${column((fact) => fact.leadId)}::uuid[],
        ${column((fact) => businessDay(fact.occurredAt))}::date[], ${column((fact) => fact.occurredAt)}::timestamptz[])
      on conflict (city_id, event_id) do nothing
      returning city_id, community_id, day, kind, amount_fen
    ), summed as (
      insert into insight.deal_day (city_id, community_id, day, kind, volume, amount_fen)
      select city_id, community_id, day, kind, count(*), sum(amount_fen) from added
      group by city_id, community_id, day, kind order by city_id, community_id, day, kind
      on conflict (city_id, community_id, day, kind) do update set
        volume = deal_day.volume + excluded.volume, amount_fen = deal_day.amount_fen + excluded.amount_fen
    )
    select count(*) as facts from added`.execute(db);
  return added.rows[0]?.facts ?? 0;
}

/** How many sums of a period do not agree with the facts. */
export async function countDealDifferences(db: Database | DatabaseTransaction, period: Period): Promise<number> {
  const found = await sql<{ differing: number }>`
    with facts as (
      select city_id, community_id, day, kind, count(*) as volume, sum(amount_fen) as amount
      from insight.deal_fact where day between ${period.from}::date and ${period.to}::date
      group by city_id, community_id, day, kind
    ), rollup as (
      select city_id, community_id, day, kind, volume, amount_fen as amount from insight.deal_day
      where day between ${period.from}::date and ${period.to}::date
    )
    select count(*) as differing from facts f full join rollup r using (city_id, community_id, day, kind)
    where f.volume is distinct from r.volume or f.amount is distinct from r.amount`.execute(db);
  return found.rows[0]?.differing ?? 0;
}

/**
 * Makes the sums of a period anew from its facts. Waits for facts that are being kept and holds off new ones until it is
 * committed: the lock is taken before the facts are read.
 */
export async function rebuildDealDays(db: DatabaseTransaction, period: Period): Promise<void> {
  await sql`lock table insight.deal_day in share row exclusive mode`.execute(db);
  await sql`delete from insight.deal_day where day between ${period.from}::date and ${period.to}::date`.execute(db);
  await sql`
    insert into insight.deal_day (city_id, community_id, day, kind, volume, amount_fen)
    select city_id, community_id, day, kind, count(*), sum(amount_fen) from insight.deal_fact
    where day between ${period.from}::date and ${period.to}::date
    group by city_id, community_id, day, kind`.execute(db);
}
