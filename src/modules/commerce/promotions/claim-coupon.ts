import type { CustomerKey } from '#kernel/ids';
import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import type { PromotionId } from './benefit.ts';
import { hasLivingOrder } from './first-order-store.ts';
import {
  LevelTooLow,
  NotClaimable,
  NotFirstOrder,
  PersonLimitReached,
  PromotionUsedUp,
  type Coupon,
} from './coupon.ts';
import { countClaims, insertCoupons } from './coupon-store.ts';
import { memberLevelOf } from '../membership/member-store.ts';
import { promotionsByIds } from './promotion-store.ts';
import { couponValidUntil, type Promotion } from './promotion.ts';

/**
 * A customer takes a coupon from the claim centre.
 * @throws NotFound, NotClaimable, NotFirstOrder, LevelTooLow, PersonLimitReached, PromotionUsedUp
 */
export async function claimCoupon(
  ctx: Context,
  input: { readonly promotionId: PromotionId },
): Promise<{ readonly coupon: Coupon; readonly promotion: Promotion }> {
  const customerKey = ctx.scope.customer;
  if (customerKey === undefined) throw new NotFound('customer');
  return ctx.transaction(async (tx) => {
    const promotion = (await promotionsByIds(tx.db, [input.promotionId])).get(input.promotionId);
    if (promotion === undefined || promotion.way !== 'claim' || promotion.state !== 'live') throw new NotClaimable();
    if (promotion.validFrom > tx.now || promotion.validUntil <= tx.now) throw new NotClaimable();
    const { eligibility } = promotion;
    if (eligibility.kind === 'first_order' && (await hasLivingOrder(tx.db, customerKey))) throw new NotFirstOrder();
    if (eligibility.kind === 'member_level' && (await memberLevelOf(tx.db, customerKey)) < eligibility.level) {
      throw new LevelTooLow(eligibility.level);
    }
    const coupon = newCoupon(promotion, customerKey, tx.newId<'Coupon'>(), tx.now);
    const wanted = { ...coupon, perPersonLimit: promotion.perPersonLimit, reference: null, order: null };
    if ((await insertCoupons(tx.db, [wanted])).size === 0) {
      throw new PersonLimitReached(promotion.title, promotion.perPersonLimit ?? 0);
    }
    if (promotion.claimLimit !== null) {
      const left = await countClaims(tx.db, new Map([[promotion.promotionId, 1]]));
      if (left.size === 0) throw new PromotionUsedUp(promotion.title);
    }
    return { coupon, promotion };
  });
}

const newCoupon = (
  promotion: Promotion,
  customerKey: CustomerKey,
  couponId: Coupon['couponId'],
  now: Date,
): Coupon => ({
  customerKey,
  couponId,
  promotionId: promotion.promotionId,
  origin: 'claimed',
  state: 'live',
  validUntil: couponValidUntil(promotion, now),
  claimedAt: now,
  spentAt: null,
  cityId: null,
  orderId: null,
});
