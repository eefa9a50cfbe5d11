import { sql } from 'kysely';
import type { CityId, CommunityId, PickupPointId } from '#kernel/ids';
import type { Database } from '#platform/context';
import { within, type Scope } from '#platform/permission';

/** What there is at a point for a day, in parcels and in units. */
export interface PointDayRow {
  readonly pickupPointId: PickupPointId;
  readonly pickupOn: string | null;
  readonly customers: number;
  readonly parcels: number;
  readonly waiting: number;
  readonly onTheWay: number;
  readonly arrived: number;
  readonly collected: number;
  readonly returned: number;
  readonly short: number;
  readonly missing: number;
  readonly damaged: number;
  readonly left: number;
  readonly late: number;
  readonly arrivedAt: Date | null;
}

export interface PointDayFilter {
  readonly from: string;
  readonly to?: string | undefined;
  readonly cityId?: CityId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly pickupPointId?: PickupPointId | undefined;
}

/** Where a page of days begins: what has no day goes first, as the day after all others. */
export interface PointDayPlace {
  readonly day: string;
  readonly pickupPointId: string;
}
export const NO_DAY = '9999-12-31';

/** A page of points by day within the reader's scope, the newest day first; orders of the reader's area alone count. */
export async function listPointDays(
  db: Database,
  scope: Scope,
  filter: PointDayFilter,
  page: { readonly before: PointDayPlace | undefined; readonly now: Date; readonly limit: number },
): Promise<PointDayRow[]> {
  const { before, now } = page;
  const { rows } = await sql<PointDayRow>`
    with here as (
      select p.city_id, p.parcel_id, p.pickup_point_id, p.pickup_on, p.state, p.arrived_at, o.customer_key
      from commerce.order_parcel p join commerce.sales_order o on o.city_id = p.city_id and o.order_id = p.order_id
      where p.mode = 'pickup' and p.pickup_point_id is not null and o.state in ('paid', 'completed')
        and ${within(scope, { city: 'o.city_id', store: 'o.store_id', community: 'o.community_id' })}
        and case when p.pickup_on is null
          then p.state in ('waiting', 'on_the_way', 'arrived', 'part_collected')
          else p.pickup_on >= ${filter.from}::date and (${filter.to ?? null}::date is null or p.pickup_on <= ${filter.to ?? null}::date)
        end
        and (${filter.cityId ?? null}::uuid is null or p.city_id = ${filter.cityId ?? null}::uuid)
        and (${filter.communityId ?? null}::uuid is null or o.community_id = ${filter.communityId ?? null}::uuid)
        and (${filter.pickupPointId ?? null}::uuid is null or p.pickup_point_id = ${filter.pickupPointId ?? null}::uuid)
        and (${before === undefined}::boolean
          or (coalesce(p.pickup_on, ${NO_DAY}::date), p.pickup_point_id) < (${before?.day ?? NO_DAY}::date, ${before?.pickupPointId ?? null}::uuid))
    ), units as (
      select h.city_id, h.parcel_id, sum(l.short) as short, sum(l.missing) as missing, sum(l.damaged) as damaged,
        sum(case when h.state in ('arrived', 'part_collected') then l.left_quantity else 0 end) as lying,
        sum(case when h.state in ('arrived', 'part_collected') and l.keep_until < ${now}
          then l.left_quantity else 0 end) as late
      from here h join commerce.parcel_line l on l.city_id = h.city_id and l.parcel_id = h.parcel_id
      group by h.city_id, h.parcel_id
    )
    select h.pickup_point_id as "pickupPointId", h.pickup_on as "pickupOn",
      count(distinct coalesce(h.customer_key, h.parcel_id::text))::int as customers, count(*)::int as parcels,
      count(*) filter (where h.state = 'waiting')::int as waiting,
      count(*) filter (where h.state = 'on_the_way')::int as "onTheWay",
      count(*) filter (where h.state in ('arrived', 'part_collected'))::int as arrived,
      count(*) filter (where h.state = 'collected')::int as collected,
      count(*) filter (where h.state = 'returned')::int as returned,
      coalesce(sum(u.short), 0)::int as short, coalesce(sum(u.missing), 0)::int as missing,
      coalesce(sum(u.damaged), 0)::int as damaged, coalesce(sum(u.lying), 0)::int as "left",
      coalesce(sum(u.late), 0)::int as late, min(h.arrived_at) as "arrivedAt"
    from here h left join units u on u.city_id = h.city_id and u.parcel_id = h.parcel_id
    group by h.pickup_point_id, h.pickup_on
    order by coalesce(h.pickup_on, ${NO_DAY}::date) desc, h.pickup_point_id desc limit ${page.limit}`.execute(db);
  return rows;
}
