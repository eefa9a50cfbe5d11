import { sql } from 'kysely';
import type { CityId, CommunityId, PartnerId, StoreId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { Counting } from './community-list-store.ts';
import type { SignalKind } from './mention.ts';

type Db = Database | DatabaseTransaction;

export interface CommunityProfile {
  readonly id: CommunityId;
  readonly cityId: CityId;
  readonly name: string;
  readonly district: string;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly builtYear: number | null;
  readonly households: number | null;
  readonly partnerId: PartnerId | null;
  readonly storeIds: readonly StoreId[];
  readonly members: number;
  readonly density: number | null;
  readonly lastActivityAt: Date | null;
}

const columns = sql`
  p.community_id as id, p.city_id as "cityId", p.name, p.district, p.lng, p.lat, p.built_year as "builtYear",
  p.households, p.partner_id as "partnerId", p.store_ids as "storeIds", p.members,
  p.members::float8 / nullif(p.households, 0) as density, p.last_activity_at as "lastActivityAt"`;

/** Profiles by id, within the scope. */
export async function profilesByIds(
  db: Db,
  scope: Scope,
  ids: readonly CommunityId[],
): Promise<Map<CommunityId, CommunityProfile>> {
  const { rows } = await sql<CommunityProfile>`
    select ${columns} from cdp.community_profile p
    where p.community_id = any(${ids}::uuid[]) and p.name is not null
      and ${within(scope, { city: 'p.city_id', community: 'p.community_id' })}`.execute(db);
  return new Map(rows.map((profile) => [profile.id, profile]));
}

interface Place {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
}

/** Mentions per topic and week from Monday `since` on, of a community whose profile the reader has. */
export async function weeklyMentions(
  db: Db,
  { cityId, communityId }: Place,
  since: string,
  { topics, today }: Counting,
): Promise<{ topic: string; week: string; mentions: number }[]> {
  const { rows } = await sql<{ topic: string; week: string; mentions: number }>`
    select d.topic, date_trunc('week', d.day::timestamp)::date as week, sum(d.mentions)::integer as mentions
    from cdp.mention_day d
    where d.city_id = ${cityId} and d.community_id = ${communityId} and d.topic = any(${topics}::text[])
      and d.day >= ${since}::date and d.day <= ${today}::date
    group by 1, 2`.execute(db);
  return rows;
}

export interface TopicTotal {
  readonly mentions: number;
  /** Of them those that complain. */
  readonly complaints: number;
  readonly people: number;
}

/** Mentions and distinct people per topic within the window. */
export async function mentionTotals(
  db: Db,
  { cityId, communityId }: Place,
  { topics, today, days }: Counting,
): Promise<Map<string, TopicTotal>> {
  const { rows } = await sql<TopicTotal & { topic: string }>`
    select m.topic, m.mentions, m.complaints, coalesce(s.people, 0) as people
    from (
      select d.topic, sum(d.mentions)::integer as mentions, sum(d.negative)::integer as complaints
      from cdp.mention_day d
      where d.city_id = ${cityId} and d.community_id = ${communityId} and d.topic = any(${topics}::text[])
        and d.day > ${today}::date - ${days}::integer and d.day <= ${today}::date
      group by 1) m
    left join (
      select d.topic, count(distinct d.subject_id)::integer as people from cdp.mention_person_day d
      where d.city_id = ${cityId} and d.community_id = ${communityId} and d.topic = any(${topics}::text[])
        and d.day > ${today}::date - ${days}::integer and d.day <= ${today}::date
      group by 1) s using (topic)`.execute(db);
  return new Map(rows.map(({ topic, ...total }) => [topic, total]));
}

/** Orders and what was paid (fen) per day since `since`. */
export async function orderDays(
  db: Db,
  { cityId, communityId }: Place,
  since: string,
  today: string,
): Promise<{ day: string; orders: number; amountFen: number }[]> {
  const { rows } = await sql<{ day: string; orders: number; amountFen: number }>`
    select d.day, d.orders, d.amount_fen as "amountFen" from cdp.order_day d
    where d.city_id = ${cityId} and d.community_id = ${communityId} and d.day >= ${since}::date and d.day <= ${today}::date
    order by d.day limit 400`.execute(db);
  return rows;
}

export interface RecentSignal {
  readonly topic: string;
  readonly kind: SignalKind | null;
  readonly occurredAt: Date;
}

/** What people at the front reported, the newest first, and how much of it since `since`. */
export async function recentSignals(
  db: Db,
  { cityId, communityId }: Place,
  since: Date,
  limit: number,
): Promise<{ count: number; recent: RecentSignal[] }> {
  const mine = sql`m.community_id = ${communityId} and m.city_id = ${cityId} and m.channel = 'signal'`;
  const counted = await sql<{ count: number }>`
    select count(*)::integer as count from cdp.mention m where ${mine} and m.occurred_at > ${since}`.execute(db);
  const { rows } = await sql<RecentSignal>`
    select m.topic, m.signal_kind as kind, m.occurred_at as "occurredAt" from cdp.mention m
    where ${mine} and m.occurred_at > ${since} order by m.occurred_at desc limit ${limit}`.execute(db);
  return { count: counted.rows[0]?.count ?? 0, recent: rows };
}

/** A post in which watched topics were mentioned. */
export interface MentionedPost {
  readonly subjectId: string;
  readonly eventId: string;
  readonly channel: string;
  readonly occurredAt: Date;
  readonly topics: readonly string[];
}

/** The newest posts of a community (about a topic), within the scope; signals have no words of residents. */
export async function recentPosts(
  db: Db,
  scope: Scope,
  communityId: CommunityId,
  topic: string | undefined,
  limit: number,
): Promise<MentionedPost[]> {
  const { rows } = await sql<MentionedPost>`
    select m.subject_id as "subjectId", m.event_id as "eventId", min(m.channel) as channel,
           m.occurred_at as "occurredAt", array_agg(m.topic order by m.topic) as topics
    from cdp.mention m
    where m.community_id = ${communityId} and m.channel <> 'signal'
      and ${within(scope, { city: 'm.city_id', community: 'm.community_id' })}
    group by m.occurred_at, m.event_id, m.subject_id
    having ${topic === undefined ? sql`true` : sql`bool_or(m.topic = ${topic})`}
    order by m.occurred_at desc, m.event_id desc limit ${limit}`.execute(db);
  return rows;
}
