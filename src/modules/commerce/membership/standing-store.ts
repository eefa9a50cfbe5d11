import { sql } from 'kysely';
import type { CustomerKey, Id } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { LevelMeasure } from './level.ts';

type Db = Database | DatabaseTransaction;

/** What members reached since a moment: points that were earned and not taken back, or fen; absent for nothing. */
export async function reachedSince(
  db: Db,
  customerKeys: readonly CustomerKey[],
  measure: LevelMeasure,
  since: Date,
): Promise<Map<CustomerKey, number>> {
  const amount = measure === 'points' ? sql`m.earned - m.reversed` : sql`m.kept_fen`;
  const { rows } = await sql<{ customer_key: CustomerKey; reached: number }>`
    select m.customer_key, sum(${amount})::bigint as reached from commerce.member_order m
    where m.customer_key = any(${[...customerKeys]}::text[]) and m.completed_at >= ${since}
    group by m.customer_key`.execute(db);
  return new Map(rows.map((row) => [row.customer_key, row.reached]));
}

/** A badge's test, as the database counts it. */
export interface BadgeCount {
  readonly code: string;
  readonly kind: string;
  readonly since: Date;
  readonly hour: number | null;
  readonly categories: readonly Id<'Category'>[];
}

/** Before this an order is late, not early. */
const NIGHT_UNTIL = 4;

/** How often members did what badges are for; absent for never. What went back as a whole does not count. */
export async function badgeCounts(
  db: Db,
  customerKeys: readonly CustomerKey[],
  tests: readonly BadgeCount[],
): Promise<{ customerKey: CustomerKey; code: string; times: number }[]> {
  if (tests.length === 0 || customerKeys.length === 0) return [];
  const { rows } = await sql<{ customerKey: CustomerKey; code: string; times: number }>`
    select o.customer_key as "customerKey", t.code,
      (case when t.kind = 'group_buys' then count(distinct o.group_buy_id) else count(*) end)::int as times
    from commerce.member_order o
    join json_to_recordset(${JSON.stringify(tests)}::json)
      as t (code text, kind text, since timestamptz, hour int, categories json)
      on o.placed_at >= t.since and (case t.kind
        when 'early_orders' then o.placed_hour >= ${NIGHT_UNTIL} and o.placed_hour < t.hour
        when 'category_orders' then o.category_ids && array(select json_array_elements_text(t.categories)::uuid)
        when 'group_buys' then o.group_buy_id is not null
        else true end)
    where o.customer_key = any(${[...customerKeys]}::text[]) and o.kept_fen > 0
    group by o.customer_key, t.code, t.kind`.execute(db);
  return rows;
}

export interface NewBadge {
  readonly customerKey: CustomerKey;
  readonly badge: string;
  readonly period: string;
  readonly words: string;
}

/** Gives badges; answers those that were not there yet. */
export async function insertBadges(
  db: DatabaseTransaction,
  badges: readonly NewBadge[],
  now: Date,
): Promise<Pick<NewBadge, 'customerKey' | 'badge'>[]> {
  if (badges.length === 0) return [];
  const { rows } = await sql<Pick<NewBadge, 'customerKey' | 'badge'>>`
    insert into commerce.member_badge (customer_key, badge, period, words, earned_at)
    select x."customerKey", x.badge, x.period, x.words, ${now}
    from json_to_recordset(${JSON.stringify(badges)}::json) as x ("customerKey" text, badge text, period text, words text)
    on conflict (customer_key, badge, period) do nothing
    returning customer_key as "customerKey", badge`.execute(db);
  return rows;
}

export interface HeldBadge {
  readonly badge: string;
  readonly period: string;
  readonly words: string;
  readonly earnedAt: Date;
}

/** Badges of a member, the newest first. */
export async function badgesOf(db: Db, customerKey: CustomerKey, limit = 50): Promise<HeldBadge[]> {
  const { rows } = await sql<HeldBadge>`
    select b.badge, b.period, b.words, b.earned_at as "earnedAt" from commerce.member_badge b
    where b.customer_key = ${customerKey} order by b.earned_at desc, b.badge limit ${limit}`.execute(db);
  return rows;
}

export interface NewStanding {
  readonly customerKey: CustomerKey;
  readonly reached: number;
  readonly level: number;
  readonly levelSince: Date;
  readonly levelUntil: Date | null;
}

/** Keeps what members reached and their levels; they are locked. */
export async function saveStandings(
  db: DatabaseTransaction,
  standings: readonly NewStanding[],
  revision: number,
): Promise<void> {
  await sql`
    update commerce.member m set reached = x.reached, level = x.level, level_since = x."levelSince",
      level_until = x."levelUntil", level_revision = ${revision}
    from json_to_recordset(${JSON.stringify(standings)}::json) as x ("customerKey" text, reached bigint, level int,
      "levelSince" timestamptz, "levelUntil" timestamptz)
    where m.customer_key = x."customerKey"`.execute(db);
}

/** Members whose level is to be looked at: its time is over, or other rules were published. */
export async function membersToReview(db: Db, now: Date, revision: number, limit: number): Promise<CustomerKey[]> {
  const { rows } = await sql<{ customer_key: CustomerKey }>`
    (select m.customer_key from commerce.member m where m.level_until <= ${now} limit ${limit})
    union
    (select m.customer_key from commerce.member m where m.level_revision < ${revision} limit ${limit})
    limit ${limit}`.execute(db);
  return rows.map((row) => row.customer_key);
}
