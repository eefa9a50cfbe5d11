import { sql } from 'kysely';
import type { SkuId, StockPlaceId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';

/** Units that came to a place on a business day, whichever way. */
export interface Arrived {
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
  readonly day: string;
  readonly units: number;
}

/**
 * What came to places since an instant, by item and business day, the newest first: goods are sold first in, first out, so
 * that what lies there now is what came last.
 */
export async function arrivedSince(
  db: Database | DatabaseTransaction,
  places: readonly StockPlaceId[],
  since: Date,
): Promise<Arrived[]> {
  const { rows } = await sql<Arrived>`
    select place_id as "placeId", sku_id as "skuId", day, sum(units)::int as units from (
      select place_id, sku_id, to_char(moved_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, on_hand_delta as units
      from inventory.movement
      where place_id = any(${[...places]}::uuid[]) and moved_at >= ${since} and on_hand_delta > 0
        and kind in ('received', 'counted', 'transferred_in', 'opened', 'returned')
    ) each group by place_id, sku_id, day order by place_id, sku_id, day desc
  `.execute(db);
  return rows;
}
