import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, PartnerId, StoreId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { COMMUNITY_SORTS } from './contract.ts';

type Db = Database | DatabaseTransaction;
export type CommunitySort = (typeof COMMUNITY_SORTS)[number];

export interface CommunityFilter {
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  readonly partnerId?: PartnerId | undefined;
  readonly district?: string | undefined;
  readonly text?: string | undefined;
  readonly minAgeYears?: number | undefined;
  /** Count the mentions of this topic only. */
  readonly topic?: string | undefined;
  readonly days: number;
}

export interface ListedCommunity {
  readonly id: CommunityId;
  readonly cityId: CityId;
  readonly name: string;
  readonly district: string;
  readonly builtYear: number | null;
  readonly households: number | null;
  readonly members: number;
  readonly density: number | null;
  readonly orders: number;
  readonly mentions: number;
  readonly people: number;
  readonly lastActivityAt: Date | null;
  /** What the list is sorted by. */
  readonly sortKey: string | number;
}

/** The window that ends on business day `today`. */
const inWindow = (today: string, days: number): RawBuilder<SqlBool> =>
  sql<SqlBool>`d.day > ${today}::date - ${days}::integer and d.day <= ${today}::date`;

const aboutTopic = (topic: string | undefined): RawBuilder<SqlBool> =>
  topic === undefined ? sql<SqlBool>`true` : sql<SqlBool>`d.topic = ${topic}`;

const visible = (scope: Scope): RawBuilder<SqlBool> => within(scope, { city: 'p.city_id', community: 'p.community_id' });

function matching(filter: CommunityFilter, today: string): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [sql<SqlBool>`p.name is not null`];
  const { cityId, storeId, partnerId, district, text, minAgeYears } = filter;
  if (cityId !== undefined) conditions.push(sql<SqlBool>`p.city_id = ${cityId}`);
  if (storeId !== undefined) conditions.push(sql<SqlBool>`${storeId}::uuid = any(p.store_ids)`);
  if (partnerId !== undefined) conditions.push(sql<SqlBool>`p.partner_id = ${partnerId}`);
  if (district !== undefined) conditions.push(sql<SqlBool>`p.district = ${district}`);
  if (text !== undefined) conditions.push(sql<SqlBool>`position(${text} in p.name) > 0`);
  if (minAgeYears !== undefined) {
    conditions.push(sql<SqlBool>`p.built_year <= ${Number(today.slice(0, 4)) - minAgeYears}::integer`);
  }
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

/** What each sort orders by: a number, the largest first, the unknown last; names ascending. */
const SORT_KEY: Readonly<Record<CommunitySort, RawBuilder<unknown>>> = {
  mentions: sql`mentions::float8`,
  people: sql`people::float8`,
  orders: sql`orders::float8`,
  members: sql`members::float8`,
  density: sql`coalesce(density, -1)::float8`,
  households: sql`coalesce(households, -1)::float8`,
  age: sql`coalesce(-"builtYear", -100000)::float8`,
  activity: sql`coalesce(extract(epoch from "lastActivityAt"), 0)::float8`,
  name: sql`name collate "C"`,
};

/** The list as a query named `listed`, everything counted within the window. */
function listed(scope: Scope, filter: CommunityFilter, today: string): RawBuilder<unknown> {
  const { topic, days } = filter;
  return sql`
    mention as (
      select d.city_id, d.community_id, sum(d.mentions)::integer as mentions from cdp.mention_day d
      where ${aboutTopic(topic)} and ${inWindow(today, days)} group by 1, 2),
    person as (
      select d.city_id, d.community_id, count(distinct d.subject_id)::integer as people from cdp.mention_person_day d
      where ${aboutTopic(topic)} and ${inWindow(today, days)} group by 1, 2),
    ordered as (
      select d.city_id, d.community_id, sum(d.orders)::integer as orders from cdp.order_day d
      where ${inWindow(today, days)} group by 1, 2),
    listed as (
      select p.community_id as id, p.city_id as "cityId", p.name, p.district, p.built_year as "builtYear", p.households,
             p.members, p.members::float8 / nullif(p.households, 0) as density, coalesce(ordered.orders, 0) as orders,
             coalesce(mention.mentions, 0) as mentions, coalesce(person.people, 0) as people,
             p.last_activity_at as "lastActivityAt"
      from cdp.community_profile p
      left join mention using (city_id, community_id)
      left join person using (city_id, community_id)
      left join ordered using (city_id, community_id)
      where ${matching(filter, today)} and ${visible(scope)})`;
}

/** A page of communities; `after` is the sort key and id of the last one before it. */
export async function listCommunities(
  db: Db,
  scope: Scope,
  filter: CommunityFilter,
  today: string,
  page: { readonly sort: CommunitySort; readonly after: readonly (string | number)[] | undefined; readonly limit: number },
): Promise<ListedCommunity[]> {
  const { sort, after, limit } = page;
  const key = SORT_KEY[sort];
  const ascending = sort === 'name';
  const type = ascending ? sql`text collate "C"` : sql`float8`;
  const rest =
    after === undefined
      ? sql`true`
      : sql`(${key}, id) ${ascending ? sql`>` : sql`<`} (${after[0]}::${type}, ${after[1]}::uuid)`;
  const direction = ascending ? sql`asc` : sql`desc`;
  const { rows } = await sql<ListedCommunity>`
    with ${listed(scope, filter, today)}
    select listed.*, ${key} as "sortKey" from listed
    where ${rest} order by ${key} ${direction}, id ${direction} limit ${limit}`.execute(db);
  return rows;
}

export async function countCommunities(db: Db, scope: Scope, filter: CommunityFilter, today: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from cdp.community_profile p
    where ${matching(filter, today)} and ${visible(scope)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/**
 * The median of mentions per community in each city. It is a figure about the whole city, also for readers who see a
 * part of it: otherwise nobody could say what is unusual. `topics` null: all topics together, under the key ''.
 */
export async function cityMedians(
  db: Db,
  cityIds: readonly CityId[],
  topics: readonly string[] | null,
  window: { readonly today: string; readonly days: number },
): Promise<Map<string, number>> {
  const { rows } = await sql<{ cityId: CityId; topic: string; median: number }>`
    with asked as (select * from unnest(${topics ?? ['']}::text[]) as t (topic)),
    counted as (
      select d.city_id, d.community_id, ${topics === null ? sql`''` : sql`d.topic`} as topic, sum(d.mentions) as mentions
      from cdp.mention_day d
      where d.city_id = any(${cityIds}::uuid[]) and ${inWindow(window.today, window.days)}
        and ${topics === null ? sql`true` : sql`d.topic = any(${topics}::text[])`}
      group by 1, 2, 3)
    select p.city_id as "cityId", asked.topic,
           percentile_cont(0.5) within group (order by coalesce(counted.mentions, 0)) as median
    from cdp.community_profile p
    cross join asked
    left join counted on counted.city_id = p.city_id and counted.community_id = p.community_id
                     and counted.topic = asked.topic
    where p.city_id = any(${cityIds}::uuid[]) and p.name is not null
    group by 1, 2`.execute(db);
  return new Map(rows.map(({ cityId, topic, median }) => [medianKey(cityId, topic), median]));
}

export const medianKey = (cityId: CityId, topic: string): string => `${cityId} ${topic}`;

/** What is talked about most in each of some communities, at most `limit` topics each. */
export async function topTopics(
  db: Db,
  scope: Scope,
  communityIds: readonly CommunityId[],
  window: { readonly today: string; readonly days: number },
  limit: number,
): Promise<Map<CommunityId, { topic: string; mentions: number }[]>> {
  const { rows } = await sql<{ communityId: CommunityId; topic: string; mentions: number }>`
    select "communityId", topic, mentions from (
      select d.community_id as "communityId", d.topic, sum(d.mentions)::integer as mentions,
             row_number() over (partition by d.community_id order by sum(d.mentions) desc, d.topic) as place
      from cdp.mention_day d
      where d.community_id = any(${communityIds}::uuid[]) and ${inWindow(window.today, window.days)}
        and ${within(scope, { city: 'd.city_id', community: 'd.community_id' })}
      group by 1, 2) ranked
    where place <= ${limit} order by "communityId", place`.execute(db);
  const found = new Map<CommunityId, { topic: string; mentions: number }[]>();
  for (const { communityId, topic, mentions } of rows) {
    found.set(communityId, [...(found.get(communityId) ?? []), { topic, mentions }]);
  }
  return found;
}

export interface MapPoint {
  readonly id: CommunityId;
  readonly name: string;
  readonly lng: number;
  readonly lat: number;
  readonly mentions: number;
}

/** Where communities are and how much they talk, the loudest first. */
export async function communityPoints(
  db: Db,
  scope: Scope,
  filter: CommunityFilter,
  today: string,
  limit: number,
): Promise<MapPoint[]> {
  const { rows } = await sql<MapPoint>`
    with mention as (
      select d.city_id, d.community_id, sum(d.mentions)::integer as mentions from cdp.mention_day d
      where ${aboutTopic(filter.topic)} and ${inWindow(today, filter.days)} group by 1, 2)
    select p.community_id as id, p.name, p.lng, p.lat, coalesce(mention.mentions, 0) as mentions
    from cdp.community_profile p
    left join mention using (city_id, community_id)
    where ${matching(filter, today)} and p.lng is not null and p.lat is not null and ${visible(scope)}
    order by coalesce(mention.mentions, 0) desc, p.community_id limit ${limit}`.execute(db);
  return rows;
}
