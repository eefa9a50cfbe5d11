import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import type { PromotionAnswer, PromotionItem } from './promotion-contract.ts';
import { movesOf, timingOf, type Promotion } from './promotion.ts';
import { publishedRule } from './published.ts';
import { couponCounts, promotionDays, promotionTotals, type CouponCounts } from './usage-store.ts';

const NONE: CouponCounts = { live: 0, spent: 0, expired: 0 };
const DAYS_SHOWN = 30;

const claimedOf = (counts: CouponCounts): number => counts.live + counts.spent + counts.expired;

/** Promotions as staff see them in lists. */
export async function describePromotions(ctx: Context, promotions: readonly Promotion[]): Promise<PromotionItem[]> {
  const counts = await couponCounts(
    ctx.db,
    promotions.map((promotion) => promotion.promotionId),
  );
  const now = ctx.clock.now();
  return promotions.map((promotion) => itemJson(promotion, claimedOf(counts.get(promotion.promotionId) ?? NONE), now));
}

/** One promotion with what became of it. */
export async function describePromotion(ctx: Context, promotion: Promotion): Promise<PromotionAnswer> {
  const { promotionId } = promotion;
  const counts = (await couponCounts(ctx.db, [promotionId])).get(promotionId) ?? NONE;
  const totals = (await promotionTotals(ctx.db, [promotionId])).get(promotionId);
  const days = await promotionDays(ctx.db, promotionId, DAYS_SHOWN);
  return {
    ...itemJson(promotion, claimedOf(counts), ctx.clock.now()),
    usage: {
      claimed: claimedOf(counts),
      spent: counts.spent,
      outstanding: counts.live,
      expired: counts.expired,
      orders: totals?.orders ?? 0,
      discountFen: totals?.discountFen ?? 0,
    },
    days,
  };
}

function itemJson(promotion: Promotion, claimed: number, now: Date): PromotionItem {
  const { area, validFrom, validUntil, createdAt, updatedAt, rule, scope, channels, ...facts } = promotion;
  return {
    ...facts,
    // Configuration as it was checked when it came in; the schema makes the arrays mutable.
    rule: structuredClone(rule) as PromotionItem['rule'],
    scope: structuredClone(scope) as PromotionItem['scope'],
    channels: [...channels],
    areaKind: area.kind,
    areaId: areaIdOf(promotion),
    cityId: 'cityId' in area ? area.cityId : null,
    communityId: area.kind === 'community' ? area.communityId : null,
    from: businessDay(validFrom),
    to: businessDay(new Date(validUntil.getTime() - 1)),
    timing: timingOf(promotion, now),
    published: publishedRule(promotion, now),
    claimed,
    moves: movesOf(promotion.state),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

function areaIdOf({ area }: Promotion): string | null {
  switch (area.kind) {
    case 'all':
      return null;
    case 'region':
      return area.regionId;
    case 'city':
      return area.cityId;
    case 'store':
      return area.storeId;
    case 'community':
      return area.communityId;
  }
}
