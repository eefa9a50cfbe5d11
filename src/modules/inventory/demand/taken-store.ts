import { sql } from 'kysely';
import type { CityId, SkuId, StockPlaceId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';

/** What orders took of an item at a place on a day, and how much of its opening hours there was nothing left. */
export interface TakenDay {
  readonly cityId: CityId;
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
  readonly units: number;
  /** Of the hours from six to ten in the evening, 0 to 1. */
  readonly outOfStock: number;
}

const OPEN_SECONDS = 16 * 3600;

/**
 * What was reserved between two instants and not given back unpaid by `to` plus a day; what was called off because it never
 * came was wanted all the same. Items that were neither taken nor out of stock are absent. From the ledger, one scan of its days.
 */
export async function takenBetween(db: Database | DatabaseTransaction, from: Date, to: Date): Promise<TakenDay[]> {
  const { rows } = await sql<TakenDay>`
    with later as materialized (
      select city_id, place_id, sku_id, revision, moved_at, kind, quantity, reference_id,
        on_hand_delta + incoming_delta - reserved_delta as change
      from inventory.movement where moved_at >= ${from}
    ),
    taken as (
      select city_id, place_id, sku_id, sum(greatest(units, 0)) as units from (
        select city_id, place_id, sku_id, reference_id,
          min(moved_at) filter (where kind = 'reserved') as taken_at,
          coalesce(sum(quantity) filter (where kind = 'reserved'), 0)
            - coalesce(sum(quantity) filter (where kind = 'released'), 0) as units
        from later where kind in ('reserved', 'released') and moved_at < ${to}::timestamptz + interval '1 day'
        group by city_id, place_id, sku_id, reference_id
      ) each where taken_at < ${to}
      group by city_id, place_id, sku_id
    ),
    -- Before its first movement nobody kept count of an item: it was not out of stock.
    opening as (
      select s.city_id, s.place_id, s.sku_id, f.moved_at < ${from} as had_begun,
        s.on_hand + s.incoming - s.reserved - coalesce(sum(l.change), 0) as level
      from inventory.stock s
      join inventory.movement f on f.place_id = s.place_id and f.sku_id = s.sku_id and f.city_id = s.city_id
        and f.revision = 1 and f.moved_at < ${to}
      left join later l on l.place_id = s.place_id and l.sku_id = s.sku_id and l.city_id = s.city_id
      group by s.place_id, s.sku_id, s.city_id, f.moved_at
    ),
    -- From when on there was how much: from the beginning of the day, and after each movement of it.
    level as (
      select city_id, place_id, sku_id, ${from}::timestamptz as since, 0 as revision, level from opening where had_begun
      union all
      select l.city_id, l.place_id, l.sku_id, l.moved_at, l.revision,
        o.level + sum(l.change) over (partition by l.place_id, l.sku_id, l.city_id order by l.revision)
      from later l join opening o using (city_id, place_id, sku_id) where l.moved_at < ${to}
    ),
    span as (
      select city_id, place_id, sku_id, level, since,
        lead(since, 1, ${to}) over (partition by place_id, sku_id, city_id order by revision) as until
      from level
    ),
    empty as (
      select city_id, place_id, sku_id, sum(extract(epoch from
        greatest(least(until, ${from}::timestamptz + interval '22 hours'), ${from}::timestamptz + interval '6 hours')
        - least(greatest(since, ${from}::timestamptz + interval '6 hours'), ${from}::timestamptz + interval '22 hours')
        )) / ${OPEN_SECONDS} as share
      from span where level <= 0 group by city_id, place_id, sku_id
    )
    select city_id as "cityId", place_id as "placeId", sku_id as "skuId", coalesce(t.units, 0)::int as units,
      least(1, greatest(0, coalesce(e.share, 0)))::float8 as "outOfStock"
    from taken t full join empty e using (city_id, place_id, sku_id)
    where coalesce(t.units, 0) > 0 or coalesce(e.share, 0) > 0
    order by place_id, sku_id
  `.execute(db);
  return rows;
}
