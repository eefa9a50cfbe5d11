import { sql } from 'kysely';
import type { CityId, CommunityId, StockPlaceId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { SpuId } from '../catalogue/spu.ts';

/** Units of a product that left a place in one wave for people of a community. */
export interface Batch {
  readonly spuId: SpuId;
  readonly waveId: string;
  readonly placeId: StockPlaceId;
  readonly sentAt: Date;
  readonly units: number;
}

const MOST_BATCHES = 50;

/** Which batches of products people of a community got since an instant, the newest first; without a reader's scope. */
export async function batchesFor(
  db: Database | DatabaseTransaction,
  asked: {
    readonly cityId: CityId;
    readonly communityId: CommunityId;
    readonly spuIds: readonly SpuId[];
    readonly since: Date;
  },
): Promise<Batch[]> {
  const { cityId, communityId, spuIds, since } = asked;
  if (spuIds.length === 0) return [];
  const { rows } = await sql<Batch>`
    select s.spu_id as "spuId", w.wave_id as "waveId", w.place_id as "placeId", w.sent_at as "sentAt",
      sum(l.due - l.short)::integer as units
    from commerce.sales_order o
    join commerce.order_parcel p on p.city_id = o.city_id and p.order_id = o.order_id
    join commerce.wave w on w.city_id = p.city_id and w.wave_id = p.wave_id
    join commerce.parcel_line l on l.city_id = p.city_id and l.parcel_id = p.parcel_id
    join commerce.sku s on s.sku_id = l.sku_id
    where o.city_id = ${cityId} and o.community_id = ${communityId} and o.placed_at >= ${since}
      and s.spu_id = any(${[...spuIds]}::uuid[]) and l.due > l.short
    group by 1, 2, 3, 4 order by w.sent_at desc, s.spu_id limit ${MOST_BATCHES}`.execute(db);
  return rows;
}
