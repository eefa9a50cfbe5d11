import { sql } from 'kysely';
import type { CityId, Id } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { PromotionId } from './benefit.ts';
import type { CouponState } from './coupon.ts';

type Db = Database | DatabaseTransaction;

export type CouponCounts = Readonly<Record<CouponState, number>>;

/** Coupons of promotions by state; uses without a coupon in hand are among the spent ones. */
export async function couponCounts(db: Db, ids: readonly PromotionId[]): Promise<Map<PromotionId, CouponCounts>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: PromotionId; state: CouponState; n: number }>`
    select c.promotion_id as id, c.state, count(*)::int as n from commerce.coupon c
    where c.promotion_id = any(${[...ids]}::uuid[]) group by c.promotion_id, c.state`.execute(db);
  const counts = new Map<PromotionId, CouponCounts>();
  for (const { id, state, n } of rows) {
    counts.set(id, { ...(counts.get(id) ?? { live: 0, spent: 0, expired: 0 }), [state]: n });
  }
  return counts;
}

export interface PromotionDay {
  readonly day: string;
  readonly orders: number;
  readonly discountFen: number;
}

/** What a promotion took off, by day, the last days first. */
export async function promotionDays(db: Db, promotionId: PromotionId, limit: number): Promise<PromotionDay[]> {
  const { rows } = await sql<PromotionDay>`
    select d.business_day as day, sum(d.orders)::bigint as orders, sum(d.discount_fen)::bigint as "discountFen"
    from commerce.promotion_day d where d.promotion_id = ${promotionId} and d.orders > 0
    group by d.business_day order by d.business_day desc limit ${limit}`.execute(db);
  return rows;
}

/** Orders and amount of a promotion in all. */
export async function promotionTotals(
  db: Db,
  promotionIds: readonly PromotionId[],
): Promise<Map<PromotionId, { readonly orders: number; readonly discountFen: number }>> {
  const { rows } = await sql<{ id: PromotionId; orders: number; discountFen: number }>`
    select d.promotion_id as id, sum(d.orders)::bigint as orders, sum(d.discount_fen)::bigint as "discountFen"
    from commerce.promotion_day d where d.promotion_id = any(${[...promotionIds]}::uuid[])
    group by d.promotion_id`.execute(db);
  return new Map(rows.map(({ id, ...sums }) => [id, sums]));
}

/**
 * Counts what orders took off by promotions into the days on which they were placed; `sign` −1 for orders that died.
 * What was taken off is what their lines say.
 */
export async function countDays(
  tx: DatabaseTransaction,
  orders: readonly { readonly cityId: CityId; readonly orderId: Id<'Order'> }[],
  sign: 1 | -1,
): Promise<void> {
  await sql`
    insert into commerce.promotion_day as d (city_id, promotion_id, business_day, orders, discount_fen)
    select o.city_id, (split ->> 'promotionId')::uuid, (o.placed_at at time zone 'Asia/Shanghai')::date,
      count(distinct o.order_id), sum((split ->> 'amountFen')::bigint)
    from unnest(${orders.map((each) => each.cityId)}::uuid[], ${orders.map((each) => each.orderId)}::uuid[])
      as w (city_id, order_id)
    join commerce.sales_order o on o.city_id = w.city_id and o.order_id = w.order_id
    join commerce.order_line l on l.city_id = o.city_id and l.order_id = o.order_id
    cross join lateral jsonb_array_elements(l.splits) as split
    group by 1, 2, 3 order by 1, 2, 3
    on conflict (city_id, promotion_id, business_day) do update
      set orders = d.orders + excluded.orders * ${sign}, discount_fen = d.discount_fen + excluded.discount_fen * ${sign}
  `.execute(tx);
}
