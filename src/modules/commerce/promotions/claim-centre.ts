import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import type { SellingPlace } from '../prices/area-entry.ts';
import { heldBy } from './coupon-store.ts';
import { claimablePromotions } from './claim-centre-store.ts';
import type { ClaimableCoupon } from './promotion-contract.ts';
import { faceOf, publishedRule } from './published.ts';

/** What can be claimed in a place now: for everybody the same, with how many the signed-in customer has. */
export async function claimCentre(ctx: Context, place: SellingPlace): Promise<ClaimableCoupon[]> {
  const now = ctx.clock.now();
  const found = await claimablePromotions(ctx.db, place, now);
  const ids = found.map(({ promotion }) => promotion.promotionId);
  const held = ctx.scope.customer === undefined ? new Map() : await heldBy(ctx.db, ctx.scope.customer, ids);
  return found.map(({ promotion, left }) => {
    const mine = held.get(promotion.promotionId) ?? 0;
    return {
      promotionId: promotion.promotionId,
      title: promotion.title,
      published: publishedRule(promotion, now),
      face: faceOf(promotion.rule),
      left,
      mine,
      claimable: left !== 0 && mine < (promotion.perPersonLimit ?? Infinity),
      to: businessDay(new Date(promotion.validUntil.getTime() - 1)),
    };
  });
}
