import { sql } from 'kysely';
import type { PersonId, SkuId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { GroupBuyId } from './group-buy.ts';

type Db = Database | DatabaseTransaction;

/** How a group buy stands, a moment ago. */
export interface GroupBuyCount {
  readonly orders: number;
  readonly people: number;
  readonly units: number;
  readonly goodsFen: Fen;
  readonly failedOrders: number;
  readonly refundedFen: Fen;
  readonly itemUnits: ReadonlyMap<SkuId, number>;
  /** Grows with every count. */
  readonly revision: number;
}

/**
 * Counts group buys from their orders, which need not be told how they changed; answers those whose figures moved. What
 * is paid counts, also while it waits for its team. One statement.
 */
export async function recount(db: DatabaseTransaction, ids: readonly GroupBuyId[], now: Date): Promise<GroupBuyId[]> {
  const sorted = [...new Set(ids)].toSorted();
  const moved = await sql<{ group_buy_id: GroupBuyId }>`
    with ordered as (
      select o.city_id, o.group_buy_id, o.order_id, o.customer_key, o.state, o.cancel_reason, o.goods_fen, o.discount_fen,
        o.paid_fen, o.refunded_fen
      from commerce.sales_order o
      where o.group_buy_id = any(${sorted}::uuid[]) and (o.state in ('awaiting_group', 'paid', 'completed') or o.paid_fen > 0)
    ), heads as (
      select city_id, group_buy_id,
        count(*) filter (where state <> 'cancelled')::int as orders,
        count(distinct customer_key) filter (where state <> 'cancelled')::int as people,
        coalesce(sum(goods_fen - discount_fen) filter (where state <> 'cancelled'), 0)::bigint as goods,
        count(*) filter (where state = 'cancelled' and cancel_reason in ('group_failed', 'our_fault'))::int as failed,
        coalesce(sum(refunded_fen), 0)::bigint as refunded
      from ordered group by city_id, group_buy_id
    ), items as (
      select s.group_buy_id, sum(s.units)::bigint as units, jsonb_object_agg(s.sku_id, s.units) as by_item from (
        select o.group_buy_id, l.sku_id, sum(l.quantity - l.refunded_quantity)::int as units
        from ordered o join commerce.order_line l on l.city_id = o.city_id and l.order_id = o.order_id
        where o.state <> 'cancelled' group by o.group_buy_id, l.sku_id
      ) s group by s.group_buy_id
    )
    insert into commerce.group_buy_count as c (city_id, group_buy_id, orders, people, units, goods_fen, failed_orders,
      refunded_fen, item_units, revision, counted_at)
    select g.city_id, g.group_buy_id, coalesce(h.orders, 0), coalesce(h.people, 0), coalesce(i.units, 0),
      coalesce(h.goods, 0), coalesce(h.failed, 0), coalesce(h.refunded, 0), coalesce(i.by_item, '{}'::jsonb), 1,
      ${now}::timestamptz
    from commerce.group_buy g
    left join heads h on h.group_buy_id = g.group_buy_id
    left join items i on i.group_buy_id = g.group_buy_id
    where g.group_buy_id = any(${sorted}::uuid[]) order by g.group_buy_id
    on conflict (city_id, group_buy_id) do update set orders = excluded.orders, people = excluded.people,
      units = excluded.units, goods_fen = excluded.goods_fen, failed_orders = excluded.failed_orders,
      refunded_fen = excluded.refunded_fen, item_units = excluded.item_units, revision = c.revision + 1,
      counted_at = excluded.counted_at
    where (c.orders, c.people, c.units, c.goods_fen, c.failed_orders, c.refunded_fen, c.item_units) is distinct from
      (excluded.orders, excluded.people, excluded.units, excluded.goods_fen, excluded.failed_orders,
        excluded.refunded_fen, excluded.item_units)
    returning c.group_buy_id`.execute(db);
  return moved.rows.map((row) => row.group_buy_id);
}

interface CountRow {
  group_buy_id: GroupBuyId;
  orders: number;
  people: number;
  units: number;
  goods_fen: Fen;
  failed_orders: number;
  refunded_fen: Fen;
  item_units: Record<SkuId, number>;
  revision: number;
}

/** The counts of group buys; those that nobody ordered in yet are absent. */
export async function countsOf(db: Db, ids: readonly GroupBuyId[]): Promise<Map<GroupBuyId, GroupBuyCount>> {
  if (ids.length === 0) return new Map();
  const found = await sql<CountRow>`
    select c.* from commerce.group_buy_count c where c.group_buy_id = any(${[...ids]}::uuid[])
      and c.city_id in (select g.city_id from commerce.group_buy g where g.group_buy_id = any(${[...ids]}::uuid[]))`.execute(
    db,
  );
  return new Map(
    found.rows.map((row) => [
      row.group_buy_id,
      {
        orders: row.orders,
        people: row.people,
        units: row.units,
        goodsFen: row.goods_fen,
        failedOrders: row.failed_orders,
        refundedFen: row.refunded_fen,
        itemUnits: new Map(Object.entries(row.item_units) as [SkuId, number][]),
        revision: row.revision,
      },
    ]),
  );
}

/** Orders that wait to be paid, by group buy. */
export async function unpaidOf(db: Db, ids: readonly GroupBuyId[]): Promise<Map<GroupBuyId, number>> {
  if (ids.length === 0) return new Map();
  const found = await sql<{ group_buy_id: GroupBuyId; unpaid: number }>`
    select o.group_buy_id, count(*)::int as unpaid from commerce.sales_order o
    where o.group_buy_id = any(${[...ids]}::uuid[]) and o.state = 'placed' group by o.group_buy_id`.execute(db);
  return new Map(found.rows.map((row) => [row.group_buy_id, row.unpaid]));
}

export interface Joined {
  readonly personId: PersonId;
  readonly units: number;
  readonly at: Date;
}

/** Who ordered last in a group buy. */
export async function lastJoined(db: Db, groupBuyId: GroupBuyId, limit: number): Promise<Joined[]> {
  const found = await sql<Joined>`
    select o.person_id as "personId", coalesce(o.paid_at, o.placed_at) as at, (
      select coalesce(sum(l.quantity), 0)::int from commerce.order_line l
      where l.city_id = o.city_id and l.order_id = o.order_id) as units
    from commerce.sales_order o
    where o.group_buy_id = ${groupBuyId} and o.state in ('awaiting_group', 'paid', 'completed')
      and o.person_id is not null
    order by o.paid_at desc nulls last, o.order_id desc limit ${limit}`.execute(db);
  return found.rows;
}
