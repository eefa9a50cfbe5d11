import { sql } from 'kysely';
import type { SkuId, StockPlaceId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';

/** How an item was kept at a place over some days. */
export interface PastStock {
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
  readonly received: number;
  /** Too old, or broken. */
  readonly wasted: number;
  /** What lay there in the evening, on average. */
  readonly meanStock: number;
}

/**
 * What came, what was thrown away and what lay there between two instants, a whole number of days apart; items that nothing
 * came of are absent. A movement counts in the evenings after it: the mean is what lies there now less what later evenings knew.
 */
export async function pastStock(
  db: Database | DatabaseTransaction,
  span: { readonly from: Date; readonly to: Date; readonly days: number },
): Promise<PastStock[]> {
  const { from, to, days } = span;
  const { rows } = await sql<PastStock>`
    with later as (
      select place_id, sku_id, city_id,
        sum(on_hand_delta * least(${days}, greatest(0, floor(extract(epoch from moved_at - ${from}) / 86400))))
          / ${days}::float8 as unseen,
        sum(quantity) filter (where kind = 'received' and moved_at < ${to}) as received,
        sum(quantity) filter (where kind in ('written_off', 'returned_waste') and moved_at < ${to}) as wasted
      from inventory.movement where moved_at >= ${from} group by place_id, sku_id, city_id
    )
    select s.place_id as "placeId", s.sku_id as "skuId", coalesce(l.received, 0)::int as received,
      coalesce(l.wasted, 0)::int as wasted, greatest(0, s.on_hand - l.unseen)::float8 as "meanStock"
    from inventory.stock s join later l on l.place_id = s.place_id and l.sku_id = s.sku_id and l.city_id = s.city_id
    where l.received > 0
  `.execute(db);
  return rows;
}
