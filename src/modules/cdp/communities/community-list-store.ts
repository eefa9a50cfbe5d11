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
}

/** The last `days` business days, `today` (`YYYY-MM-DD`) the last of them. */
export interface Window {
  readonly today: string;
  readonly days: number;
}

/** What is counted: mentions of these topics within a window. */
export interface Counting extends Window {
  readonly topics: readonly string[];
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
  readonly lastActivityAt: Date | null;
  /** What the list is sorted by. */
  readonly sortKey: string | number;
}

const inWindow = ({ today, days }: Window): RawBuilder<SqlBool> =>
  sql<SqlBool>`d.day > ${today}::date - ${days}::integer and d.day <= ${today}::date`;

/** Naming every topic, even all of them, lets the index (…, topic, day) find the window instead of a whole history. */
const heard = (counting: Counting): RawBuilder<SqlBool> =>
  sql<SqlBool>`d.topic = any(${counting.topics}::text[]) and ${inWindow(counting)}`;

const visible = (scope: Scope): RawBuilder<SqlBool> =>
  within(scope, { city: 'p.city_id', community: 'p.community_id' });

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
  mentions: sql`coalesce(figure.counted, 0)::float8`,
  people: sql`coalesce(figure.counted, 0)::float8`,
  orders: sql`coalesce(figure.counted, 0)::float8`,
  members: sql`p.members::float8`,
  density: sql`coalesce(p.members::float8 / nullif(p.households, 0), -1)`,
  households: sql`coalesce(p.households, -1)::float8`,
  age: sql`coalesce(-p.built_year, -100000)::float8`,
  activity: sql`coalesce(extract(epoch from p.last_activity_at), 0)::float8`,
  name: sql`p.name collate "C"`,
};

/** The figure that a sort needs of every community; the others are counted for one page only. */
function sortedBy(sort: CommunitySort, counting: Counting): RawBuilder<unknown> | undefined {
  const grouped = (table: string, figure: RawBuilder<unknown>, condition: RawBuilder<SqlBool>) => sql`
    left join (
      select d.city_id, d.community_id, ${figure} as counted from ${sql.table(table)} d
      where ${condition} group by 1, 2) figure using (city_id, community_id)`;
  if (sort === 'mentions') return grouped('cdp.mention_day', sql`sum(d.mentions)`, heard(counting));
  if (sort === 'people') return grouped('cdp.mention_person_day', sql`count(distinct d.subject_id)`, heard(counting));
  if (sort === 'orders') return grouped('cdp.order_day', sql`sum(d.orders)`, inWindow(counting));
  return undefined;
}

/** A page of communities; `after` is the sort key and id of the last one before it. */
export async function listCommunities(
  db: Db,
  scope: Scope,
  filter: CommunityFilter,
  counting: Counting,
  page: {
    readonly sort: CommunitySort;
    readonly after: readonly (string | number)[] | undefined;
    readonly limit: number;
  },
): Promise<ListedCommunity[]> {
  const { sort, after, limit } = page;
  const key = SORT_KEY[sort];
  const ascending = sort === 'name';
  const type = ascending ? sql`text collate "C"` : sql`float8`;
  const rest =
    after === undefined
      ? sql`true`
      : sql`(${key}, p.community_id) ${ascending ? sql`>` : sql`<`} (${after[0]}::${type}, ${after[1]}::uuid)`;
  const direction = ascending ? sql`asc` : sql`desc`;
  const { rows } = await sql<ListedCommunity>`
    select p.community_id as id, p.city_id as "cityId", p.name, p.district, p.built_year as "builtYear", p.households,
           p.members, p.members::float8 / nullif(p.households, 0) as density, p.last_activity_at as "lastActivityAt",
           ${key} as "sortKey"
    from cdp.community_profile p ${sortedBy(sort, counting) ?? sql``}
    where ${matching(filter, counting.today)} and ${visible(scope)} and ${rest}
    order by ${key} ${direction}, p.community_id ${direction} limit ${limit}`.execute(db);
  return rows;
}

export interface WindowFigures {
  readonly mentions: number;
  /** Distinct people behind the mentions. */
  readonly people: number;
  readonly orders: number;
}

/** What is counted in each of some communities, within the scope. */
export async function windowFigures(
  db: Db,
  scope: Scope,
  ids: readonly CommunityId[],
  counting: Counting,
): Promise<Map<CommunityId, WindowFigures>> {
  const { rows } = await sql<WindowFigures & { id: CommunityId }>`
    select p.community_id as id, coalesce(m.mentions, 0) as mentions, coalesce(s.people, 0) as people,
           coalesce(o.orders, 0) as orders
    from cdp.community_profile p
    left join lateral (
      select sum(d.mentions)::integer as mentions from cdp.mention_day d
      where d.city_id = p.city_id and d.community_id = p.community_id and ${heard(counting)}) m on true
    left join lateral (
      select count(distinct d.subject_id)::integer as people from cdp.mention_person_day d
      where d.city_id = p.city_id and d.community_id = p.community_id and ${heard(counting)}) s on true
    left join lateral (
      select sum(d.orders)::integer as orders from cdp.order_day d
      where d.city_id = p.city_id and d.community_id = p.community_id and ${inWindow(counting)}) o on true
    where p.community_id = any(${ids}::uuid[]) and ${visible(scope)}`.execute(db);
  return new Map(rows.map(({ id, ...figures }) => [id, figures]));
}

/** Mentions of the counted topics per week from Monday `since` on, of some communities within the scope. */
export async function weeklyTotals(
  db: Db,
  scope: Scope,
  ids: readonly CommunityId[],
  since: string,
  { topics, today }: Counting,
): Promise<{ id: CommunityId; week: string; mentions: number }[]> {
  const { rows } = await sql<{ id: CommunityId; week: string; mentions: number }>`
    select p.community_id as id, date_trunc('week', d.day::timestamp)::date as week, sum(d.mentions)::integer as mentions
    from cdp.community_profile p
    join cdp.mention_day d on d.city_id = p.city_id and d.community_id = p.community_id
    where p.community_id = any(${ids}::uuid[]) and ${visible(scope)} and d.topic = any(${topics}::text[])
      and d.day >= ${since}::date and d.day <= ${today}::date
    group by 1, 2`.execute(db);
  return rows;
}

export async function countCommunities(db: Db, scope: Scope, filter: CommunityFilter, today: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from cdp.community_profile p
    where ${matching(filter, today)} and ${visible(scope)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/**
 * The median of mentions per community in each city, each topic by itself or all together (under the key ''). It is a
 * figure about the whole city, also for readers who see a part of it: otherwise nobody could say what is unusual.
 */
export async function cityMedians(
  db: Db,
  cityIds: readonly CityId[],
  topics: readonly string[],
  window: Window,
  by: 'topic' | 'together' = 'topic',
): Promise<Map<string, number>> {
  const { rows } = await sql<{ cityId: CityId; topic: string; median: number }>`
    with asked as (select * from unnest(${by === 'topic' ? topics : ['']}::text[]) as t (topic)),
    counted as (
      select d.city_id, d.community_id, ${by === 'topic' ? sql`d.topic` : sql`''`} as topic, sum(d.mentions) as mentions
      from cdp.mention_day d
      where d.city_id = any(${cityIds}::uuid[]) and ${heard({ ...window, topics })}
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

/** How often a topic came up, and how often to complain or to praise. */
export interface TopicCount {
  readonly topic: string;
  readonly mentions: number;
  readonly negative: number;
  readonly positive: number;
}

/** What is talked about most in each of some communities within the scope, at most `limit` topics each. */
export async function topTopics(
  db: Db,
  scope: Scope,
  communityIds: readonly CommunityId[],
  window: Window,
  limit: number,
): Promise<Map<CommunityId, TopicCount[]>> {
  const { rows } = await sql<TopicCount & { communityId: CommunityId }>`
    select "communityId", topic, mentions, negative, positive from (
      select d.community_id as "communityId", d.topic, sum(d.mentions)::integer as mentions,
             sum(d.negative)::integer as negative, sum(d.positive)::integer as positive,
             row_number() over (partition by d.community_id order by sum(d.mentions) desc, d.topic) as place
      from cdp.mention_day d
      where (d.city_id, d.community_id) in (
          select p.city_id, p.community_id from cdp.community_profile p
          where p.community_id = any(${communityIds}::uuid[]) and ${visible(scope)})
        and ${inWindow(window)}
      group by 1, 2) ranked
    where place <= ${limit} order by "communityId", place`.execute(db);
  const found = new Map<CommunityId, TopicCount[]>();
  for (const { communityId, ...count } of rows) {
    found.set(communityId, [...(found.get(communityId) ?? []), count]);
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
  counting: Counting,
  limit: number,
): Promise<MapPoint[]> {
  const { rows } = await sql<MapPoint>`
    with mention as (
      select d.city_id, d.community_id, sum(d.mentions)::integer as mentions from cdp.mention_day d
      where ${heard(counting)} group by 1, 2)
    select p.community_id as id, p.name, p.lng, p.lat, coalesce(mention.mentions, 0) as mentions
    from cdp.community_profile p
    left join mention using (city_id, community_id)
    where ${matching(filter, counting.today)} and p.lng is not null and p.lat is not null and ${visible(scope)}
    order by coalesce(mention.mentions, 0) desc, p.community_id limit ${limit}`.execute(db);
  return rows;
}
