import { sql, type RawBuilder } from 'kysely';
import type { CityId, CommunityId } from '#kernel/ids';
import type { Database } from '#platform/context';
import type { Scope } from '#platform/permission';
import type { DealKind } from '../deals/deal-fact.ts';
import { visible, type Where } from '../flywheel/flywheel-store.ts';
import { instantsOf, type Period } from '../flywheel/period.ts';
import type { BOARD_SORTS, DashboardAnswer } from './board-contract.ts';
import type { DealSums } from './figures.ts';

export type BoardSort = (typeof BOARD_SORTS)[number];

const during = ({ from, to }: Period) => sql`f.day between ${from}::date and ${to}::date`;

type Sums = Record<string, [number, number]>;
const toSums = (sums: Sums | null): DealSums =>
  new Map(
    Object.entries(sums ?? {}).map(([kind, [volume, amountFen]]) => [kind as DealKind, { volume, amountFen }] as const),
  );

/** The sums of a period, all places together. */
export async function sumDeals(db: Database, scope: Scope, where: Where, period: Period): Promise<DealSums> {
  const found = await sql<{ kind: DealKind; volume: number; amount: number }>`
    select f.kind, sum(f.volume)::bigint as volume, sum(f.amount_fen)::bigint as amount from insight.deal_day f
    where ${during(period)} and ${visible(scope, where)} group by f.kind`.execute(db);
  return new Map(found.rows.map((row) => [row.kind, { volume: row.volume, amountFen: row.amount }]));
}

/** Leads, signings and money of each day of a period; days without anything are absent. */
export async function dealsByDay(
  db: Database,
  scope: Scope,
  where: Where,
  period: Period,
): Promise<DashboardAnswer['days']> {
  const found = await sql<{
    day: string;
    leads: number;
    signed: number;
    revenue: number;
    goods: number;
    goods_orders: number;
  }>`
    select to_char(f.day, 'YYYY-MM-DD') as day,
      coalesce(sum(f.volume) filter (where f.kind = 'lead'), 0)::bigint as leads,
      coalesce(sum(f.volume) filter (where f.kind = 'signed'), 0)::bigint as signed,
      (coalesce(sum(f.amount_fen) filter (where f.kind = 'paid'), 0)
        - coalesce(sum(f.amount_fen) filter (where f.kind = 'refunded'), 0))::bigint as revenue,
      (coalesce(sum(f.amount_fen) filter (where f.kind = 'goods_paid'), 0)
        - coalesce(sum(f.amount_fen) filter (where f.kind = 'goods_refunded'), 0))::bigint as goods,
      coalesce(sum(f.volume) filter (where f.kind = 'goods_paid'), 0)::bigint as goods_orders
    from insight.deal_day f where ${during(period)} and ${visible(scope, where)}
    group by f.day order by f.day`.execute(db);
  return found.rows.map(({ revenue, goods, goods_orders: goodsOrders, ...row }) => ({
    ...row,
    revenueFen: revenue,
    goodsFen: goods,
    goodsOrders,
  }));
}

/** Newest signings that a median is taken over. */
const MEASURED = 2_000;

/** Days from lead to signing of what was signed in the period. */
const signedAfter = (scope: Scope, where: Where, period: Period): RawBuilder<unknown> => {
  const { start, end } = instantsOf(period);
  return sql`
    select f.city_id, f.community_id,
      extract(epoch from f.occurred_at - l.occurred_at)::float8 / 86400 as days
    from (
      select f.* from insight.deal_fact f
      where f.kind = 'signed' and f.occurred_at >= ${start} and f.occurred_at < ${end} and f.lead_id is not null
        and ${visible(scope, where)}
      order by f.occurred_at desc limit ${MEASURED}
    ) f
    join insight.deal_fact l on l.city_id = f.city_id and l.lead_id = f.lead_id and l.kind = 'lead'`;
};

/** Days from lead to signing of what was signed in the period, by community; the newest two thousand. */
export async function daysToSign(
  db: Database,
  scope: Scope,
  where: Where,
  period: Period,
): Promise<{ communityId: CommunityId; days: number }[]> {
  const found = await sql<{ community_id: CommunityId; days: number }>`
    select community_id, days from (${signedAfter(scope, where, period)}) as signed`.execute(db);
  return found.rows.map((row) => ({ communityId: row.community_id, days: row.days }));
}

/** The sums of every community with anything in the period: as many rows as the reader has communities at most. */
export async function sumsByCommunity(
  db: Database,
  scope: Scope,
  where: Where,
  period: Period,
): Promise<{ communityId: CommunityId; cityId: CityId; sums: DealSums }[]> {
  const found = await sql<{ city_id: CityId; community_id: CommunityId; sums: Sums }>`
    select city_id, community_id, jsonb_object_agg(kind, jsonb_build_array(volume, amount)) as sums from (
      select f.city_id, f.community_id, f.kind, sum(f.volume)::bigint as volume, sum(f.amount_fen)::bigint as amount
      from insight.deal_day f where ${during(period)} and ${visible(scope, where)}
      group by f.city_id, f.community_id, f.kind) as k
    group by city_id, community_id`.execute(db);
  return found.rows.map((row) => ({ communityId: row.community_id, cityId: row.city_id, sums: toSums(row.sums) }));
}

export interface BoardPlace {
  readonly communityId: CommunityId;
  readonly cityId: CityId;
  readonly sums: DealSums;
  readonly daysToSign: number | null;
  /** What the list is sorted by; places without it come last. */
  readonly rank: number;
}

/** Below every figure: where a place has none. */
const NONE = -1e15;

const volumeOf = (kind: DealKind) => sql`sum(f.volume) filter (where f.kind = ${kind})`;
const amountOf = (kind: DealKind) => sql`coalesce(sum(f.amount_fen) filter (where f.kind = ${kind}), 0)`;
const answers = sql`sum(f.volume) filter (where f.kind in ('promoter', 'passive', 'detractor'))`;

const RANKS: Readonly<Record<BoardSort, RawBuilder<unknown>>> = {
  revenue: sql`${amountOf('paid')} - ${amountOf('refunded')}`,
  leads: sql`coalesce(${volumeOf('lead')}, 0)`,
  signed: sql`coalesce(${volumeOf('signed')}, 0)`,
  conversion: sql`coalesce(${volumeOf('signed')}, 0)::float8 / ${volumeOf('lead')}`,
  // The quickest first.
  days: sql`-max(t.days)`,
  nps: sql`(coalesce(${volumeOf('promoter')}, 0) - coalesce(${volumeOf('detractor')}, 0))::float8 / ${answers}`,
  cost: sql`${amountOf('commission')} - ${amountOf('commission_back')}`,
};

/** Where a page of the board ends: communities stand by rank, the highest first. */
export interface BoardRank {
  readonly rank: number;
  readonly communityId: string;
}

/** A page of communities with anything in the period, by the rank that was asked for, the highest first. */
export async function listBoard(
  db: Database,
  scope: Scope,
  where: Where,
  period: Period,
  page: {
    readonly sort: BoardSort;
    readonly after: BoardRank | undefined;
    readonly limit: number;
  },
): Promise<BoardPlace[]> {
  const after =
    page.after === undefined
      ? sql`true`
      : sql`(-rank, community_id) > (${-page.after.rank}::float8, ${page.after.communityId}::uuid)`;
  const found = await sql<{
    city_id: CityId;
    community_id: CommunityId;
    rank: number;
    days: number | null;
    sums: Sums | null;
  }>`
    with timed as (
      select city_id, community_id, percentile_cont(0.5) within group (order by days) as days
      from (${signedAfter(scope, where, period)}) as signed group by city_id, community_id
    ), ranked as (
      select f.city_id, f.community_id, max(t.days) as days, coalesce(${RANKS[page.sort]}, ${NONE})::float8 as rank
      from insight.deal_day f
      left join timed t on t.city_id = f.city_id and t.community_id = f.community_id
      where ${during(period)} and ${visible(scope, where)}
      group by f.city_id, f.community_id
    ), page as (
      select * from ranked where ${after} order by rank desc, community_id limit ${page.limit}
    )
    select page.*, each_kind.sums from page
    left join lateral (
      select jsonb_object_agg(kind, jsonb_build_array(volume, amount)) as sums from (
        select f.kind, sum(f.volume)::bigint as volume, sum(f.amount_fen)::bigint as amount from insight.deal_day f
        where f.city_id = page.city_id and f.community_id = page.community_id and ${during(period)}
        group by f.kind) as k
    ) each_kind on true
    order by page.rank desc, page.community_id`.execute(db);
  return found.rows.map((row) => ({
    communityId: row.community_id,
    cityId: row.city_id,
    sums: toSums(row.sums),
    daysToSign: row.days,
    rank: row.rank,
  }));
}
