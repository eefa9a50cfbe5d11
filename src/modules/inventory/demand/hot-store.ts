import { sql } from 'kysely';
import type { CityId, SkuId, StockPlaceId } from '#kernel/ids';
import type { Database } from '#platform/context';
import type { Scope } from '#platform/permission';
import { visibleStock } from '../stock/stock-store.ts';

/** Reservations and refusals of an item at a place within the hour that began then. */
export interface HotHour {
  readonly cityId: CityId;
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
  readonly beganAt: Date;
  readonly reservations: number;
  readonly reservedUnits: number;
  readonly refusals: number;
  readonly refusedUnits: number;
}

/** The hours, since `from`, of the items with the most reservations and refusals, as far as the reader may see them. */
export async function hotHours(
  db: Database,
  scope: Scope,
  asked: {
    readonly from: Date;
    readonly cityId?: CityId | undefined;
    readonly placeId?: StockPlaceId | undefined;
    readonly limit: number;
  },
): Promise<HotHour[]> {
  const { from, cityId, placeId, limit } = asked;
  const here = sql`${visibleStock(scope)} and ${cityId === undefined ? sql`true` : sql`s.city_id = ${cityId}`}
    and ${placeId === undefined ? sql`true` : sql`s.place_id = ${placeId}`}`;
  const { rows } = await sql<HotHour>`
    with reserved as (
      select s.city_id, s.place_id, s.sku_id, date_bin('1 hour', s.moved_at, 'epoch') as began_at, count(*) as times,
        sum(s.quantity) as units
      from inventory.movement s where s.moved_at >= ${from} and s.kind = 'reserved' and ${here}
      group by 1, 2, 3, 4
    ),
    hour as (
      select city_id, place_id, sku_id, began_at, sum(reserved) as reservations, sum(reserved_units) as reserved_units,
        sum(refused) as refusals, sum(refused_units) as refused_units
      from (
        select city_id, place_id, sku_id, began_at, times as reserved, units as reserved_units, 0 as refused,
          0 as refused_units
        from reserved
        union all
        select s.city_id, s.place_id, s.sku_id, s.began_at, 0, 0, s.refusals, s.units
        from inventory.refusal_hour s where s.began_at >= date_bin('1 hour', ${from}::timestamptz, 'epoch') and ${here}
      ) as each (city_id, place_id, sku_id, began_at, reserved, reserved_units, refused, refused_units)
      group by 1, 2, 3, 4
    ),
    hottest as (
      select place_id, sku_id, sum(reservations + refusals) as heat from hour
      group by place_id, sku_id order by heat desc, place_id, sku_id limit ${limit}
    )
    select h.city_id as "cityId", h.place_id as "placeId", h.sku_id as "skuId", h.began_at as "beganAt",
      h.reservations::bigint as reservations, h.reserved_units::bigint as "reservedUnits",
      h.refusals::bigint as refusals, h.refused_units::bigint as "refusedUnits"
    from hottest t join hour h on h.place_id = t.place_id and h.sku_id = t.sku_id
    order by t.heat desc, h.place_id, h.sku_id, h.began_at
  `.execute(db);
  return rows;
}
