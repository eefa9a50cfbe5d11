import { sql } from 'kysely';
import type { PickupPointId, SkuId } from '#kernel/ids';
import type { Database } from '#platform/context';
import type { FileId } from '#platform/files';
import type { ParcelState } from '../orders/parcel.ts';
import type { PointTotal } from './pick-up-contract.ts';

/** What is to do at points: days with something that is not over, or that was collected within the last two. */
export async function pointDays(
  db: Database,
  pickupPointIds: readonly PickupPointId[],
  since: string,
): Promise<
  { pickupPointId: PickupPointId; pickupOn: string | null; state: ParcelState; parcels: number; customers: number }[]
> {
  const { rows } = await sql<{
    pickupPointId: PickupPointId;
    pickupOn: string | null;
    state: ParcelState;
    parcels: number;
    customers: number;
  }>`
    select p.pickup_point_id as "pickupPointId", p.pickup_on as "pickupOn", p.state, count(*)::int as parcels,
      count(distinct coalesce(o.customer_key, p.parcel_id::text))::int as customers
    from commerce.order_parcel p join commerce.sales_order o on o.city_id = p.city_id and o.order_id = p.order_id
    where p.pickup_point_id = any(${[...pickupPointIds]}::uuid[]) and o.state in ('paid', 'completed')
      and (p.state in ('waiting', 'on_the_way', 'arrived', 'part_collected')
        or (p.state in ('collected', 'returned') and p.pickup_on >= ${since}::date))
    group by p.pickup_point_id, p.pickup_on, p.state
    order by p.pickup_on nulls first limit 1000`.execute(db);
  return rows;
}

/** Per item: from what was ordered to what lies there. `pickupOn` undefined: everything that is not over. */
export async function pointTotals(
  db: Database,
  at: { readonly pickupPointId: PickupPointId; readonly pickupOn: string | undefined },
): Promise<PointTotal[]> {
  const { rows } = await sql<PointTotal & { skuId: SkuId; imageId: FileId | null }>`
    with here as (
      select p.city_id, p.parcel_id, p.order_id, p.state
      from commerce.order_parcel p join commerce.sales_order o on o.city_id = p.city_id and o.order_id = p.order_id
      where p.pickup_point_id = ${at.pickupPointId} and o.state in ('paid', 'completed')
        and case when ${at.pickupOn ?? null}::date is null
          then p.state in ('waiting', 'on_the_way', 'arrived', 'part_collected')
          else p.pickup_on = ${at.pickupOn ?? null}::date end
    ), units as (
      select h.city_id, h.order_id, l.line_no, h.state, l.due, l.short, l.missing, l.damaged, l.collected, l.returned,
        l.left_quantity
      from here h join commerce.parcel_line l on l.city_id = h.city_id and l.parcel_id = h.parcel_id
      union all
      select h.city_id, h.order_id, b.line_no, h.state, b.quantity - b.refunded_quantity, 0, 0, 0, 0, 0, 0
      from here h join commerce.order_line b on b.city_id = h.city_id and b.parcel_id = h.parcel_id
      where h.state = 'waiting' and b.quantity > b.refunded_quantity
    )
    select b.sku_id as "skuId", min(b.sku_code) as "skuCode", min(b.sku_name) as name, min(b.sku_spec) as spec,
      min(b.unit) as unit, (array_agg(b.image_id order by b.order_id desc))[1] as "imageId",
      sum(u.due)::int as ordered, sum(u.short)::int as short,
      sum(case when u.state = 'on_the_way' then u.left_quantity else 0 end)::int as "onTheWay",
      sum(case when u.state in ('waiting', 'on_the_way') then 0 else u.due - u.short - u.missing end)::int as arrived,
      sum(u.missing)::int as missing, sum(u.damaged)::int as damaged, sum(u.collected)::int as collected,
      sum(u.returned)::int as returned,
      sum(case when u.state in ('arrived', 'part_collected') then u.left_quantity else 0 end)::int as "left"
    from units u join commerce.order_line b on b.city_id = u.city_id and b.order_id = u.order_id and b.line_no = u.line_no
    group by b.sku_id order by min(b.sku_name), b.sku_id limit 1000`.execute(db);
  return rows;
}
