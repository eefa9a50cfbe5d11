import { sql } from 'kysely';
import type { CityId, CommunityId, SkuId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';

/** What a community ordered of an item on a business day. */
export interface CommunityOrdered {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly skuId: SkuId;
  readonly day: string;
  readonly units: number;
}

/**
 * Units that communities ordered between two instants, in group buys or for at once, by item as it is sold. What was called off
 * without a payment was not wanted; what was given back since it never came was.
 */
export async function orderedByCommunities(
  db: Database | DatabaseTransaction,
  asked: { readonly cityIds: readonly CityId[]; readonly from: Date; readonly to: Date },
): Promise<CommunityOrdered[]> {
  const { rows } = await sql<CommunityOrdered>`
    select o.city_id as "cityId", o.community_id as "communityId", l.sku_id as "skuId",
      to_char(o.placed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, sum(l.quantity)::int as units
    from commerce.sales_order o join commerce.order_line l on l.city_id = o.city_id and l.order_id = o.order_id
    where o.city_id = any(${[...asked.cityIds]}::uuid[]) and o.placed_at >= ${asked.from} and o.placed_at < ${asked.to}
      and o.channel in ('group_buy', 'instant') and o.community_id is not null
      and not (o.state = 'cancelled' and o.paid_fen = 0)
    group by 1, 2, 3, 4`.execute(db);
  return rows;
}
