import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { communityInScope, storeInScope } from '#modules/territory';
import { eligibleBenefits, toBenefit } from '../promotions/cart-benefits.ts';
import { deliveryRuleAt } from '../promotions/delivery-rule-at.ts';
import { ownPlaces } from '../promotions/own-places.ts';
import { visiblePromotions } from '../promotions/promotion-store.ts';
import { pricedCartJson } from './cart-json.ts';
import type { DryRunBody, PricedCartAnswer } from './cart-contract.ts';
import { priceCart } from './price-cart.ts';
import { quoteLines, type CartPlaceAsked } from './quote-lines.ts';

/**
 * What a cart would cost at a place of the reader's own, for somebody of published groups and nobody in particular;
 * promotions named are priced as if they were live and chosen. Stock is no matter.
 * @throws NotFound, CartTooLarge
 */
export async function dryRunCart(ctx: Context, asked: DryRunBody): Promise<PricedCartAnswer> {
  await requirePlace(ctx, asked.place);
  const now = ctx.clock.now();
  const { channel, fulfilment } = asked;
  const { place, lines } = await quoteLines(ctx, { ...asked, groupBuyId: null });
  const { usable } = await eligibleBenefits(ctx.db, {
    customerKey: null,
    place,
    at: now,
    channel,
    couponIds: [],
    codes: [],
    standing: { known: true, hasOrdered: !asked.firstOrder, level: asked.level },
  });
  const named = await visiblePromotions(ctx.db, ctx.scope, await ownPlaces(ctx), asked.promotionIds);
  const added = named.map((promotion) => toBenefit({ promotion, coupon: null }, now));
  const priced = priceCart({
    lines: lines.filter((line) => line.sku?.listed === true),
    channel,
    fulfilment,
    benefits: [...usable.filter((benefit) => !asked.promotionIds.includes(benefit.promotionId)), ...added],
    deliveryRule: fulfilment === 'delivery' ? await deliveryRuleAt(ctx.db, place, now) : null,
  });
  return pricedCartJson(priced, lines);
}

async function requirePlace(ctx: Context, asked: CartPlaceAsked): Promise<void> {
  const found =
    'communityId' in asked
      ? await communityInScope(ctx.db, ctx.scope, asked.communityId)
      : await storeInScope(ctx.db, ctx.scope, asked.storeId);
  if (found === undefined) throw new NotFound('communityId' in asked ? 'community' : 'store');
}
