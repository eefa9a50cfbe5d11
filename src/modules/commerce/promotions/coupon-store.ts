import { sql } from 'kysely';
import type { CityId, CustomerKey, Id } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { TimePlace } from '#platform/http';
import type { CouponId, PromotionId } from './benefit.ts';
import type { Coupon, CouponState } from './coupon.ts';

type Db = Database | DatabaseTransaction;

export interface CouponRow {
  customer_key: CustomerKey;
  coupon_id: CouponId;
  promotion_id: PromotionId;
  origin: Coupon['origin'];
  state: CouponState;
  valid_until: Date;
  claimed_at: Date;
  spent_at: Date | null;
  city_id: CityId | null;
  order_id: Id<'Order'> | null;
}

const toCoupon = (row: CouponRow): Coupon => ({
  customerKey: row.customer_key,
  couponId: row.coupon_id,
  promotionId: row.promotion_id,
  origin: row.origin,
  state: row.state,
  validUntil: row.valid_until,
  claimedAt: row.claimed_at,
  spentAt: row.spent_at,
  cityId: row.city_id,
  orderId: row.order_id,
});

export interface NewCoupon {
  readonly customerKey: CustomerKey;
  readonly couponId: CouponId;
  readonly promotionId: PromotionId;
  /** As many as the customer may have in all; null for no limit. */
  readonly perPersonLimit: number | null;
  readonly origin: Coupon['origin'];
  /** What it was granted for: once for each reference. */
  readonly reference: string | null;
  readonly validUntil: Date;
  readonly claimedAt: Date;
  /** Spent at once in this order: the use of a code or of a limited automatic promotion. */
  readonly order: { readonly cityId: CityId; readonly orderId: Id<'Order'> } | null;
}

/**
 * Adds coupons as far as each customer's limit goes; answers those that were added. Requests of one customer at the same
 * moment get different ordinals or wait for each other at the unique constraint, and whoever comes second counts again.
 */
export async function insertCoupons(tx: DatabaseTransaction, coupons: readonly NewCoupon[]): Promise<Set<CouponId>> {
  const added = new Set<CouponId>();
  // Each round either adds a coupon of whoever is left or finds them at their limit, or somebody else added one.
  for (let left = [...coupons]; left.length > 0;) {
    const found = await insertOnce(tx, left);
    for (const row of found.filter((each) => each.added)) added.add(row.couponId);
    const open = new Set(found.filter((each) => !each.added).map((each) => each.couponId));
    left = left.filter((coupon) => open.has(coupon.couponId));
  }
  return added;
}

/** One try: the coupons that were within the limit when the statement began, and whether they were added. */
async function insertOnce(
  tx: DatabaseTransaction,
  coupons: readonly NewCoupon[],
): Promise<{ couponId: CouponId; added: boolean }[]> {
  const sorted = coupons.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const { rows } = await sql<{ couponId: CouponId; added: boolean }>`
    with wanted as materialized (
      select w.*, held.ordinal + 1 as ordinal
      from unnest(${sorted.map((each) => each.customerKey)}::text[], ${sorted.map((each) => each.couponId)}::uuid[],
        ${sorted.map((each) => each.promotionId)}::uuid[], ${sorted.map((each) => each.perPersonLimit)}::int[],
        ${sorted.map((each) => each.origin)}::text[], ${sorted.map((each) => each.reference)}::text[],
        ${sorted.map((each) => each.validUntil)}::timestamptz[], ${sorted.map((each) => each.claimedAt)}::timestamptz[],
        ${sorted.map((each) => each.order?.cityId ?? null)}::uuid[],
        ${sorted.map((each) => each.order?.orderId ?? null)}::uuid[])
        as w (customer_key, coupon_id, promotion_id, per_person_limit, origin, reference, valid_until, claimed_at,
          city_id, order_id)
      cross join lateral (
        select count(*) as n, coalesce(max(c.ordinal), 0) as ordinal, bool_or(c.reference = w.reference) as granted
        from commerce.coupon c where c.customer_key = w.customer_key and c.promotion_id = w.promotion_id
      ) held
      where (w.per_person_limit is null or held.n < w.per_person_limit) and held.granted is not true
    ), added as (
      insert into commerce.coupon (customer_key, coupon_id, promotion_id, ordinal, origin, reference, state, valid_until,
        claimed_at, spent_at, city_id, order_id)
      select w.customer_key, w.coupon_id, w.promotion_id, w.ordinal, w.origin, w.reference,
        case when w.order_id is null then 'live' else 'spent' end, w.valid_until, w.claimed_at,
        case when w.order_id is null then null else w.claimed_at end, w.city_id, w.order_id
      from wanted w
      on conflict do nothing
      returning coupon_id
    )
    select w.coupon_id as "couponId", a.coupon_id is not null as added
    from wanted w left join added a using (coupon_id)`.execute(tx);
  return rows;
}

const keyOf = (coupon: NewCoupon): string => `${coupon.customerKey} ${coupon.promotionId} ${coupon.couponId}`;

/** Takes units of limits in total, promotions in sorted order; answers those of which all asked for were left. */
export async function countClaims(
  tx: DatabaseTransaction,
  claims: ReadonlyMap<PromotionId, number>,
): Promise<Set<PromotionId>> {
  if (claims.size === 0) return new Set();
  const sorted = [...claims].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const { rows } = await sql<{ id: PromotionId }>`
    with locked as materialized (
      select k.promotion_id from commerce.promotion_count k
      where k.promotion_id = any(${sorted.map(([id]) => id)}::uuid[]) order by k.promotion_id for update
    )
    update commerce.promotion_count k set claimed = k.claimed + w.n
    from unnest(${sorted.map(([id]) => id)}::uuid[], ${sorted.map(([, n]) => n)}::bigint[]) as w (promotion_id, n)
    where k.promotion_id = w.promotion_id and k.promotion_id in (select promotion_id from locked)
      and k.claimed + w.n <= k.claim_limit
    returning k.promotion_id as id`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

/** Gives units of limits in total back. */
export async function uncountClaims(tx: DatabaseTransaction, claims: ReadonlyMap<PromotionId, number>): Promise<void> {
  if (claims.size === 0) return;
  const sorted = [...claims].toSorted(([a], [b]) => (a < b ? -1 : 1));
  await sql`
    with locked as materialized (
      select k.promotion_id from commerce.promotion_count k
      where k.promotion_id = any(${sorted.map(([id]) => id)}::uuid[]) order by k.promotion_id for update
    )
    update commerce.promotion_count k set claimed = k.claimed - w.n
    from unnest(${sorted.map(([id]) => id)}::uuid[], ${sorted.map(([, n]) => n)}::bigint[]) as w (promotion_id, n)
    where k.promotion_id = w.promotion_id and k.promotion_id in (select promotion_id from locked)`.execute(tx);
}

/** A page of a customer's own coupons, those that expire first first. */
export async function ownCoupons(
  db: Db,
  scope: Scope,
  state: CouponState,
  page: { readonly after: TimePlace | undefined; readonly limit: number },
): Promise<Coupon[]> {
  const after =
    page.after === undefined
      ? sql`true`
      : sql`(c.valid_until, c.coupon_id) > (${page.after.at}, ${page.after.id}::uuid)`;
  const { rows } = await sql<CouponRow>`
    select c.* from commerce.coupon c
    where ${within(scope, { customer: 'c.customer_key' })} and c.customer_key = ${scope.customer ?? ''}
      and c.state = ${state} and c.origin <> 'used' and ${after}
    order by c.valid_until, c.coupon_id limit ${page.limit}`.execute(db);
  return rows.map(toCoupon);
}

/** How many of each promotion a customer has or had. */
export async function heldBy(
  db: Db,
  customerKey: CustomerKey,
  promotionIds: readonly PromotionId[],
): Promise<Map<PromotionId, number>> {
  if (promotionIds.length === 0) return new Map();
  const { rows } = await sql<{ id: PromotionId; n: number }>`
    select c.promotion_id as id, count(*)::int as n from commerce.coupon c
    where c.customer_key = ${customerKey} and c.promotion_id = any(${[...promotionIds]}::uuid[])
    group by c.promotion_id`.execute(db);
  return new Map(rows.map((row) => [row.id, row.n]));
}

/** Ends coupons whose time is over, the oldest first; answers how many. Those that are being spent just now are left. */
export async function expireDue(db: Db, now: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    update commerce.coupon c set state = 'expired'
    from (
      select customer_key, coupon_id from commerce.coupon where state = 'live' and valid_until <= ${now}
      order by valid_until limit ${limit} for update skip locked
    ) due
    where c.customer_key = due.customer_key and c.coupon_id = due.coupon_id`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
