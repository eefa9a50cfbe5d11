import type { CustomerKey } from '#kernel/ids';
import type { Tx } from '#platform/context';
import type { CouponId, PromotionId } from './benefit.ts';
import { NotClaimable, PromotionUsedUp } from './coupon.ts';
import { countClaims, insertCoupons } from './coupon-store.ts';
import { promotionsByIds } from './promotion-store.ts';
import { couponValidUntil } from './promotion.ts';

export interface GrantCouponsInput {
  /** A live promotion that is given (`way` is `grant`); what it is given for is published with it. */
  readonly promotionId: PromotionId;
  readonly customerKeys: readonly CustomerKey[];
  /** What it is given for, as an id: `play:…`, `referral:…`. Each customer gets one for each reference, however often. */
  readonly reference: string;
}

/**
 * Part: gives customers a coupon each. Those who had one for the reference, or have as many as one may, get none.
 * Answers the coupons that were given.
 *
 * @throws NotClaimable where the promotion is not live now or is not one that is given, PromotionUsedUp where not enough
 * are left for all of them
 */
export async function grantCoupons(tx: Tx, input: GrantCouponsInput): Promise<Map<CustomerKey, CouponId>> {
  const promotion = (await promotionsByIds(tx.db, [input.promotionId])).get(input.promotionId);
  if (promotion === undefined || promotion.way !== 'grant' || promotion.state !== 'live') throw new NotClaimable();
  if (promotion.validFrom > tx.now || promotion.validUntil <= tx.now) throw new NotClaimable();
  const coupons = [...new Set(input.customerKeys)].map((customerKey) => ({
    customerKey,
    couponId: tx.newId<'Coupon'>(),
    promotionId: promotion.promotionId,
    perPersonLimit: promotion.perPersonLimit,
    origin: 'granted' as const,
    reference: input.reference,
    validUntil: couponValidUntil(promotion, tx.now),
    claimedAt: tx.now,
    order: null,
  }));
  const added = await insertCoupons(tx.db, coupons);
  if (promotion.claimLimit !== null && added.size > 0) {
    const left = await countClaims(tx.db, new Map([[promotion.promotionId, added.size]]));
    if (!left.has(promotion.promotionId)) throw new PromotionUsedUp(promotion.title);
  }
  return new Map(coupons.filter((each) => added.has(each.couponId)).map((each) => [each.customerKey, each.couponId]));
}
