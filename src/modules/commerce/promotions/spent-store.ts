import { sql } from 'kysely';
import type { CityId, CustomerKey, Id } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { DatabaseTransaction } from '#platform/context';
import type { CouponId, PromotionId } from './benefit.ts';

export interface OrderKey {
  readonly cityId: CityId;
  readonly orderId: Id<'Order'>;
}

/** Spends a customer's coupons by compare-and-swap; answers those that could be. */
export async function spendCoupons(
  tx: DatabaseTransaction,
  { cityId, orderId }: OrderKey,
  customerKey: CustomerKey,
  couponIds: readonly CouponId[],
  now: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update commerce.coupon c set state = 'spent', spent_at = ${now}, city_id = ${cityId}, order_id = ${orderId}
    where c.customer_key = ${customerKey} and c.coupon_id = any(${[...couponIds].toSorted()}::uuid[])
      and c.state = 'live' and c.valid_until > ${now}`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

export interface SpentBenefit extends OrderKey {
  readonly promotionId: PromotionId;
  readonly customerKey: CustomerKey | null;
  readonly couponId: CouponId | null;
  readonly counted: boolean;
  readonly firstOrder: boolean;
  readonly amountFen: Fen;
}

export async function insertSpent(tx: DatabaseTransaction, spent: readonly SpentBenefit[], now: Date): Promise<void> {
  await sql`
    insert into commerce.spent_benefit (city_id, order_id, promotion_id, customer_key, coupon_id, counted, first_order,
      amount_fen, spent_at)
    select s.*, ${now} from unnest(${spent.map((each) => each.cityId)}::uuid[],
      ${spent.map((each) => each.orderId)}::uuid[], ${spent.map((each) => each.promotionId)}::uuid[],
      ${spent.map((each) => each.customerKey)}::text[], ${spent.map((each) => each.couponId)}::uuid[],
      ${spent.map((each) => each.counted)}::boolean[], ${spent.map((each) => each.firstOrder)}::boolean[],
      ${spent.map((each) => each.amountFen)}::bigint[]) s`.execute(tx);
}

/** Takes what orders have spent off the books of their city; whoever comes twice finds nothing. */
export async function takeSpent(
  tx: DatabaseTransaction,
  cityId: CityId,
  orderIds: readonly Id<'Order'>[],
): Promise<SpentBenefit[]> {
  const { rows } = await sql<SpentBenefit>`
    delete from commerce.spent_benefit s
    where s.city_id = ${cityId} and s.order_id = any(${[...orderIds].toSorted()}::uuid[])
    returning s.city_id as "cityId", s.order_id as "orderId", s.promotion_id as "promotionId",
      s.customer_key as "customerKey", s.coupon_id as "couponId", s.counted, s.first_order as "firstOrder",
      s.amount_fen as "amountFen"`.execute(tx);
  return rows;
}

/**
 * Coupons that orders had spent live again, or are over if their time is; uses of codes and limited promotions, which
 * nobody ever held, are as if they had not been.
 */
export async function reviveCoupons(
  tx: DatabaseTransaction,
  coupons: readonly { readonly customerKey: CustomerKey; readonly couponId: CouponId; readonly orderId: Id<'Order'> }[],
  now: Date,
): Promise<void> {
  const sorted = coupons.toSorted((a, b) => (a.customerKey + a.couponId < b.customerKey + b.couponId ? -1 : 1));
  await sql`
    with back as materialized (
      select c.customer_key, c.coupon_id, c.origin
      from unnest(${sorted.map((each) => each.customerKey)}::text[], ${sorted.map((each) => each.couponId)}::uuid[],
        ${sorted.map((each) => each.orderId)}::uuid[]) as w (customer_key, coupon_id, order_id)
      join commerce.coupon c on c.customer_key = w.customer_key and c.coupon_id = w.coupon_id
        and c.order_id = w.order_id
      order by c.customer_key, c.coupon_id for update of c
    ), gone as (
      delete from commerce.coupon c using back b
      where b.origin = 'used' and c.customer_key = b.customer_key and c.coupon_id = b.coupon_id
    )
    update commerce.coupon c set state = case when c.valid_until > ${now} then 'live' else 'expired' end,
      spent_at = null, city_id = null, order_id = null
    from back b where b.origin <> 'used' and c.customer_key = b.customer_key and c.coupon_id = b.coupon_id`.execute(tx);
}
