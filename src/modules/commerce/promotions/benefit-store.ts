import { sql, type RawBuilder } from 'kysely';
import type { CustomerKey } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { executeBuilt, gathered } from '#platform/postgres';
import { regionOfCity } from '#modules/territory';
import type { SellingPlace } from '../prices/area-entry.ts';
import type { CategoryId, CouponId } from './benefit.ts';
import { toPromotion, type PromotionRow } from './promotion-store.ts';
import type { Promotion, PromotionChannel } from './promotion.ts';

type Db = Database | DatabaseTransaction;

export interface BenefitsAsked {
  readonly customerKey: CustomerKey | null;
  readonly place: SellingPlace;
  readonly at: Date;
  readonly channel: PromotionChannel;
  /** Those chosen, or everything that the customer has. */
  readonly couponIds: readonly CouponId[] | 'all';
  readonly codes: readonly string[];
}

/** A promotion that may count for an order, with what its eligibility hangs on. */
export interface FoundBenefit {
  readonly promotion: Promotion;
  /** The customer's coupon by which it comes; null for automatic ones and codes. */
  readonly coupon: { readonly couponId: CouponId; readonly validUntil: Date } | null;
  /** Whether it holds at the place, in the channel and at the moment; a coupon is found even where it does not. */
  readonly holdsHere: boolean;
  /** Of the customer: an order that lives. Always false for nobody in particular. */
  readonly hasOrdered: boolean;
  /** Uses of the customer so far, where they are limited and not by coupons; 0 otherwise. */
  readonly uses: number;
  /** The limit in total is reached, where uses are counted. */
  readonly usedUp: boolean;
}

/** Promotions for one place are few; one that has more is a mistake, and is cut. */
const MAX_FOUND = 200;

/**
 * Everything that may count for an order: automatic promotions that are live there, codes typed in, coupons. One
 * statement; categories come with everything below them. Coupons of an ended promotion hold until they expire.
 */
export async function findBenefits(db: Db, asked: BenefitsAsked): Promise<FoundBenefit[]> {
  const { customerKey: key, couponIds, codes } = asked;
  if (couponIds.length === 0 && codes.length === 0) return findAutomatic(db, asked);
  const chosen = couponIds === 'all' ? sql`true` : sql`c.coupon_id = any(${[...couponIds]}::uuid[])`;
  const coupons =
    key === null || couponIds.length === 0
      ? sql`false`
      : sql`c.promotion_id = p.promotion_id and c.customer_key = k.key and ${chosen} and c.state = 'live'
        and c.valid_until > ${asked.at}`;
  return benefitsOf(await foundRows(db, [key], asked, coupons));
}

/** The same for those who chose nothing: one statement for all who order at the same place at the same moment. */
const findAutomatic = gathered((db: Db, asked: readonly BenefitsAsked[]): Promise<FoundBenefit[][]> => {
  const keyOf = ({ place, channel, at }: BenefitsAsked): string => JSON.stringify([place, channel, at]);
  const found = new Map([...Map.groupBy(asked, keyOf)].map(([key, same]) => [key, rowsOfPlace(db, same)]));
  return Promise.all(
    asked.map(async (each) => {
      const rows = (await found.get(keyOf(each))) ?? [];
      return benefitsOf(rows.filter((row) => row.key === each.customerKey));
    }),
  );
});

async function rowsOfPlace(db: Db, same: readonly BenefitsAsked[]): Promise<FoundRow[]> {
  const [first] = same;
  const keys = [...new Set(same.map((each) => each.customerKey))];
  return first === undefined ? [] : foundRows(db, keys, first, sql`false`);
}

/** Of each customer, in the order of promotions. */
async function foundRows(
  db: Db,
  keys: readonly (CustomerKey | null)[],
  { place, at, channel, codes }: BenefitsAsked,
  coupons: RawBuilder<unknown>,
): Promise<FoundRow[]> {
  const query = sql<FoundRow>`/* prepared */
    select k.key, p.*, c.coupon_id, c.valid_until as coupon_until,
      p.channels @> array[${channel}]::text[] and (p.area_kind = 'all'
        or (p.area_kind = 'region' and p.region_id = ${regionOfCity(place.cityId)})
        or (p.area_kind = 'city' and p.city_id = ${place.cityId})
        or p.store_id = ${place.storeId}::uuid or p.community_id = ${place.communityId}::uuid) as holds_here,
      case when p.eligibility = 'first_order'
        then exists (select 1 from commerce.first_order f where f.customer_key = k.key) else false end as has_ordered,
      case when p.way in ('automatic', 'code') and p.per_person_limit is not null
        then (select count(*) from commerce.coupon u
          where u.customer_key = k.key and u.promotion_id = p.promotion_id)::int else 0 end as uses,
      case when p.way in ('automatic', 'code') and p.claim_limit is not null
        then exists (select 1 from commerce.promotion_count n
          where n.promotion_id = p.promotion_id and n.claimed >= n.claim_limit) else false end as used_up,
      case when p.goods ->> 'kind' = 'categories' then ${categoriesBelow} end as category_ids
    from unnest((select ${[...keys]}::text[])) as k (key)
    cross join commerce.promotion p
    left join commerce.coupon c on ${coupons}
    where case when p.way in ('automatic', 'code')
      then p.state = 'live' and p.valid_from <= ${at} and p.valid_until > ${at}
        and (p.way = 'automatic' or p.code = any((select ${codes.map((code) => code.toUpperCase())}::text[])::text[]))
      else p.state in ('live', 'ended') and c.coupon_id is not null end
    order by p.promotion_id, c.valid_until, c.coupon_id limit ${MAX_FOUND * keys.length}`;
  const { rows } = await executeBuilt(db, query);
  return rows;
}

const benefitsOf = (rows: readonly FoundRow[]): FoundBenefit[] =>
  rows
    .map((row) => ({
      promotion: withCategories(toPromotion(row), row.category_ids),
      coupon:
        row.coupon_id === null || row.coupon_until === null
          ? null
          : { couponId: row.coupon_id, validUntil: row.coupon_until },
      holdsHere: row.holds_here === true,
      hasOrdered: row.has_ordered,
      uses: row.uses,
      usedUp: row.used_up,
    }))
    .filter(({ holdsHere, promotion }) => holdsHere || promotion.way !== 'automatic');

type FoundRow = PromotionRow & {
  key: CustomerKey | null;
  coupon_id: CouponId | null;
  coupon_until: Date | null;
  holds_here: boolean | null;
  has_ordered: boolean;
  uses: number;
  used_up: boolean;
  category_ids: CategoryId[] | null;
};

const categoriesBelow = sql`(
  with recursive below as (
    select e.value::uuid as category_id from jsonb_array_elements_text(p.goods -> 'categoryIds') e
    union
    select g.category_id from commerce.category g join below b on g.parent_id = b.category_id
  ) select array_agg(category_id) from below)`;

const withCategories = (promotion: Promotion, categoryIds: readonly CategoryId[] | null): Promotion =>
  categoryIds === null ? promotion : { ...promotion, scope: { kind: 'categories', categoryIds } };
