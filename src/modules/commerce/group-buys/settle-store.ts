import { sql } from 'kysely';
import type { CityId, SkuId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { OrderId } from '../orders/order.ts';
import type { GroupBuy, GroupBuyId } from './group-buy.ts';
import { toGroupBuy, type GroupBuyRow } from './group-buy-store.ts';

type Db = Database | DatabaseTransaction;
type Key = Pick<GroupBuy, 'cityId' | 'groupBuyId'>;

/**
 * Group buys whose time has come, locked; those that somebody else is working on, or just joining, are left out, unless
 * they are waited for.
 */
export async function lockDue(
  db: DatabaseTransaction,
  state: 'scheduled' | 'open',
  now: Date,
  limit: number,
  wait = false,
): Promise<GroupBuy[]> {
  const due = state === 'open' ? sql`g.cut_off_at` : sql`g.opens_at`;
  const found = await sql<GroupBuyRow>`
    select g.* from commerce.group_buy g where g.state = ${sql.lit(state)} and ${due} <= ${now}
    order by ${due}, g.group_buy_id limit ${limit} for update ${wait ? sql`` : sql`skip locked`}`.execute(db);
  return found.rows.map(toGroupBuy);
}

/** Freezes group buys that are locked, all at once; what of their orders is unpaid is due from then on. */
export async function freezeAll(db: DatabaseTransaction, frozen: readonly GroupBuy[]): Promise<number> {
  if (frozen.length === 0) return 0;
  const done = await sql<{ frozen: number }>`
    with given as (
      select * from unnest(${frozen.map((it) => it.cityId)}::uuid[], ${frozen.map((it) => it.groupBuyId)}::uuid[],
        ${frozen.map((it) => it.revision)}::int[], ${frozen.map((it) => it.frozenAt)}::timestamptz[],
        ${frozen.map((it) => it.cutOffAt)}::timestamptz[], ${frozen.map((it) => it.cancelReason)}::text[])
        as x (city_id, group_buy_id, revision, frozen_at, cut_off_at, cancel_reason)
    ), done as (
      update commerce.group_buy g set state = 'closing', revision = x.revision, frozen_at = x.frozen_at,
        cut_off_at = x.cut_off_at, cancel_reason = x.cancel_reason
      from given x
      where g.city_id = x.city_id and g.group_buy_id = x.group_buy_id and g.revision = x.revision - 1
      returning g.group_buy_id
    ), due as (
      update commerce.sales_order o set pay_by = x.frozen_at
      from given x
      where o.group_buy_id = x.group_buy_id and o.city_id = x.city_id and o.state = 'placed' and o.pay_by > x.frozen_at
      returning o.city_id, o.order_id, o.pay_by
    ), queued as (
      update commerce.order_due d set due_at = due.pay_by
      from due where d.city_id = due.city_id and d.order_id = due.order_id and d.what = 'pay'
    )
    select count(*) as frozen from done`.execute(db);
  return done.rows[0]?.frozen ?? 0;
}

/** Frozen group buys that are not settled yet, the longest waiting first. */
export async function closingGroupBuys(db: Db, limit: number): Promise<GroupBuy[]> {
  const found = await sql<GroupBuyRow>`
    select g.* from commerce.group_buy g where g.state = 'closing' order by g.frozen_at, g.group_buy_id
    limit ${limit}`.execute(db);
  return found.rows.map(toGroupBuy);
}

/** Orders of frozen group buys that still have to be paid or to be called off, or wait for a team that was judged. */
export async function openOrdersOf(
  db: Db,
  ids: readonly GroupBuyId[],
  states: readonly ('placed' | 'awaiting_group' | 'paid')[],
  limit: number,
): Promise<{ readonly cityId: CityId; readonly groupBuyId: GroupBuyId; readonly orderId: OrderId }[]> {
  if (ids.length === 0) return [];
  const found = await sql<{ cityId: CityId; groupBuyId: GroupBuyId; orderId: OrderId }>`
    select o.city_id as "cityId", o.group_buy_id as "groupBuyId", o.order_id as "orderId" from commerce.sales_order o
    where o.group_buy_id = any(${[...ids]}::uuid[]) and o.state = any(${[...states]}::text[])
    order by o.city_id, o.order_id limit ${limit}`.execute(db);
  return found.rows;
}

/** Which of the group buys have no order left that is in one of the states. */
export async function withoutOrders(
  db: Db,
  ids: readonly GroupBuyId[],
  states: readonly ('placed' | 'awaiting_group' | 'paid')[],
): Promise<ReadonlySet<GroupBuyId>> {
  const found = await sql<{ group_buy_id: GroupBuyId }>`
    select x.id as group_buy_id from unnest(${[...ids]}::uuid[]) as x (id)
    where not exists (select from commerce.sales_order o
      where o.group_buy_id = x.id and o.state = any(${[...states]}::text[]))`.execute(db);
  return new Set(found.rows.map((row) => row.group_buy_id));
}

/** What of each item stands: units sold and not given back, and people who bought anything. */
export async function standingOf(
  db: Db,
  key: Key,
): Promise<{ readonly units: ReadonlyMap<SkuId, number>; readonly people: number; readonly orders: number }> {
  const found = await sql<{ sku_id: SkuId | null; units: number; people: number; orders: number }>`
    with standing as (
      select o.city_id, o.order_id, o.customer_key from commerce.sales_order o
      where o.group_buy_id = ${key.groupBuyId} and o.city_id = ${key.cityId} and o.state in ('paid', 'completed')
    )
    select l.sku_id, coalesce(sum(l.quantity - l.refunded_quantity), 0)::int as units,
      (select count(distinct customer_key) from standing)::int as people, (select count(*) from standing)::int as orders
    from standing s join commerce.order_line l on l.city_id = s.city_id and l.order_id = s.order_id
    group by l.sku_id`.execute(db);
  return {
    units: new Map(
      found.rows.flatMap((row): [SkuId, number][] => (row.sku_id === null ? [] : [[row.sku_id, row.units]])),
    ),
    people: found.rows[0]?.people ?? 0,
    orders: found.rows[0]?.orders ?? 0,
  };
}

/** Settles what items of a tiered one cost in the end; what was settled before stays. */
export async function saveFinalPrices(
  db: DatabaseTransaction,
  key: Key,
  finals: readonly { readonly skuId: SkuId; readonly finalFen: Fen }[],
): Promise<void> {
  await sql`
    update commerce.group_buy_item i set final_fen = x.final
    from unnest(${finals.map((it) => it.skuId)}::uuid[], ${finals.map((it) => it.finalFen)}::bigint[]) as x (sku, final)
    where i.city_id = ${key.cityId} and i.group_buy_id = ${key.groupBuyId} and i.sku_id = x.sku
      and i.final_fen is null`.execute(db);
}

/** A line of which a difference is to go back. */
export interface LineToRebate {
  readonly orderId: OrderId;
  readonly lineNo: number;
  readonly unitFen: Fen;
  readonly unitsLeft: number;
  /** What was paid for it and did not go back yet. */
  readonly restFen: Fen;
  readonly finalFen: Fen;
}

/** Lines that cost more than the settled price and did not get the difference yet; whole orders, by their ids. */
export async function linesToRebate(db: Db, key: Key, orders: number): Promise<LineToRebate[]> {
  const found = await sql<LineToRebate>`
    with due as (
      select o.order_id from commerce.sales_order o
      where o.group_buy_id = ${key.groupBuyId} and o.city_id = ${key.cityId} and o.state = 'paid'
        and exists (
          select from commerce.order_line l
          join commerce.group_buy_item i on i.city_id = l.city_id and i.group_buy_id = ${key.groupBuyId}
            and i.sku_id = l.sku_id
          where l.city_id = o.city_id and l.order_id = o.order_id and l.unit_fen > i.final_fen
            and l.quantity > l.refunded_quantity
            and l.net_fen > l.refunded_fen + l.rebated_fen
            and not exists (select from commerce.tier_rebate r where r.city_id = l.city_id and r.order_id = l.order_id
              and r.line_no = l.line_no))
      order by o.order_id limit ${orders}
    )
    select l.order_id as "orderId", l.line_no as "lineNo", l.unit_fen as "unitFen",
      l.quantity - l.refunded_quantity as "unitsLeft", l.net_fen - l.refunded_fen - l.rebated_fen as "restFen",
      i.final_fen as "finalFen"
    from due d
    join commerce.order_line l on l.city_id = ${key.cityId} and l.order_id = d.order_id
    join commerce.group_buy_item i on i.city_id = l.city_id and i.group_buy_id = ${key.groupBuyId}
      and i.sku_id = l.sku_id
    where l.unit_fen > i.final_fen and l.quantity > l.refunded_quantity
      and l.net_fen > l.refunded_fen + l.rebated_fen
      and not exists (select from commerce.tier_rebate r where r.city_id = l.city_id and r.order_id = l.order_id
        and r.line_no = l.line_no)
    order by l.order_id, l.line_no`.execute(db);
  return found.rows;
}

/** Claims the difference of lines, each once: answers the lines whose difference nobody gave before. */
export async function claimRebates(
  db: DatabaseTransaction,
  key: Key,
  lines: readonly { readonly orderId: OrderId; readonly lineNo: number; readonly amountFen: Fen }[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const claimed = await sql<{ order_id: string; line_no: number }>`
    insert into commerce.tier_rebate (city_id, order_id, line_no, group_buy_id, amount_fen, made_at)
    select ${key.cityId}::uuid, x.order_id, x.line_no, ${key.groupBuyId}::uuid, x.amount, ${now}::timestamptz
    from unnest(${lines.map((it) => it.orderId)}::uuid[], ${lines.map((it) => it.lineNo)}::int[],
      ${lines.map((it) => it.amountFen)}::bigint[]) as x (order_id, line_no, amount)
    order by 2, 3
    on conflict do nothing returning order_id, line_no`.execute(db);
  return new Set(claimed.rows.map((row) => `${row.order_id}/${row.line_no}`));
}

/** Sums what stands, as it was sold and as stock (bundles by their parts); writing it again writes the same. */
export async function writeCloseSums(db: DatabaseTransaction, it: GroupBuy): Promise<void> {
  await sql`
    with lines as (
      select l.order_id, l.sku_id, l.parts, l.quantity - l.refunded_quantity as units, p.place_id,
        coalesce(p.pickup_point_id, ${it.pickupPointId}::uuid) as point
      from commerce.sales_order o
      join commerce.order_line l on l.city_id = o.city_id and l.order_id = o.order_id
      join commerce.order_parcel p on p.city_id = l.city_id and p.parcel_id = l.parcel_id
      where o.group_buy_id = ${it.groupBuyId} and o.city_id = ${it.cityId} and o.state in ('paid', 'completed')
        and l.quantity > l.refunded_quantity
    ), counted as (
      select 'sold' as counted_as, sku_id, order_id, units from lines
      union all
      select 'stock', coalesce((part ->> 'skuId')::uuid, sku_id), order_id,
        units * coalesce((part ->> 'quantity')::int, 1)
      from lines left join lateral jsonb_array_elements(parts) as part on true
    )
    insert into commerce.close_sum (city_id, group_buy_id, counted_as, sku_id, place_id, touchpoint_id, pickup_point_id,
      pickup_on, orders, units)
    select ${it.cityId}::uuid, ${it.groupBuyId}::uuid, counted_as, sku_id, ${it.placeId}::uuid,
      ${it.touchpointId}::uuid, ${it.pickupPointId}::uuid, ${it.pickupOn}::date, count(distinct order_id), sum(units)
    from counted group by counted_as, sku_id
    on conflict (city_id, group_buy_id, counted_as, sku_id)
      do update set orders = excluded.orders, units = excluded.units`.execute(db);
}

/** What closed group buys come to. */
export interface CloseSum {
  readonly groupBuyId: GroupBuyId;
  readonly skuId: SkuId;
  readonly placeId: GroupBuy['placeId'];
  readonly orders: number;
  readonly units: number;
}

export async function closeSumsOf(
  db: Db,
  ids: readonly GroupBuyId[],
  as: 'sold' | 'stock' = 'sold',
): Promise<CloseSum[]> {
  if (ids.length === 0) return [];
  const found = await sql<CloseSum>`
    select s.group_buy_id as "groupBuyId", s.sku_id as "skuId", s.place_id as "placeId", s.orders, s.units
    from commerce.close_sum s
    where s.counted_as = ${as} and s.group_buy_id = any(${[...ids]}::uuid[])
      and s.city_id in (select g.city_id from commerce.group_buy g where g.group_buy_id = any(${[...ids]}::uuid[]))
    order by s.group_buy_id, s.sku_id`.execute(db);
  return found.rows;
}

/** The same by day and warehouse: what is to be bought, and what goes to which leader. */
export async function closeSumsOfPlace(
  db: Db,
  asked: { readonly placeId: GroupBuy['placeId']; readonly pickupOn: string; readonly as: 'sold' | 'stock' },
): Promise<(CloseSum & { readonly touchpointId: string | null; readonly pickupPointId: string })[]> {
  const found = await sql<CloseSum & { touchpointId: string | null; pickupPointId: string }>`
    select s.group_buy_id as "groupBuyId", s.sku_id as "skuId", s.place_id as "placeId", s.orders, s.units,
      s.touchpoint_id as "touchpointId", s.pickup_point_id as "pickupPointId"
    from commerce.close_sum s
    where s.place_id = ${asked.placeId} and s.pickup_on = ${asked.pickupOn}::date and s.counted_as = ${asked.as}
    order by s.pickup_point_id, s.sku_id, s.group_buy_id limit 10000`.execute(db);
  return found.rows;
}
