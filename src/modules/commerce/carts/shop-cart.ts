import type { Context } from '#platform/context';
import type { CouponId } from '../promotions/benefit.ts';
import { eligibleBenefits, type EligibleBenefits, type UsableBenefit } from '../promotions/cart-benefits.ts';
import { deliveryRuleAt } from '../promotions/delivery-rule-at.ts';
import { faceOf } from '../promotions/published.ts';
import { pricedCartJson } from './cart-json.ts';
import type { CartInput, PricedCart, UnusedBenefit } from './cart.ts';
import type { OfferedCoupon, PriceCartBody, ShopCart } from './cart-contract.ts';
import { priceCart } from './price-cart.ts';
import { proposeCoupons, tryCoupons, type TriedCoupon } from './propose-coupons.ts';
import { quoteLines } from './quote-lines.ts';

/**
 * What a cart costs, step by step, with every coupon of the customer: what it would save or why it does not work, and
 * which ones we would take. Nobody in particular gets what is for everybody. The order is priced by the same code.
 * @throws NotFound for a place or group buy that there is not, CartTooLarge
 */
export async function priceShopCart(ctx: Context, asked: PriceCartBody): Promise<ShopCart> {
  const { channel, fulfilment } = asked;
  const { place, lines } = await quoteLines(ctx, asked);
  const benefits = await eligibleBenefits(ctx.db, {
    customerKey: ctx.scope.customer ?? null,
    place,
    at: ctx.clock.now(),
    channel,
    couponIds: 'all',
    codes: asked.codes,
  });
  const deliveryRule = fulfilment === 'delivery' ? await deliveryRuleAt(ctx.db, place, ctx.clock.now()) : null;
  const coupons = benefits.usable.filter((benefit) => benefit.couponId !== null);
  const input: CartInput = {
    lines: lines.filter((line) => line.sellable),
    channel,
    fulfilment,
    benefits: benefits.usable.filter((benefit) => benefit.couponId === null),
    deliveryRule,
  };
  const tried = tryCoupons(input, coupons);
  const proposed = proposeCoupons(input, tried).flatMap((coupon) => coupon.couponId ?? []);
  const wanted: readonly CouponId[] = asked.coupons === 'best' ? proposed : asked.coupons;
  const chosen = coupons.filter((coupon) => wanted.some((id) => id === coupon.couponId));
  const priced = priceCart({ ...input, benefits: [...input.benefits, ...chosen] });
  return {
    ...pricedCartJson(priced, lines),
    unused: [...priced.unused, ...forOthers(benefits)].map((each) => ({ ...each })),
    coupons: offered(benefits, tried, priced, chosen),
    proposed: [...proposed],
    codes: asked.codes.map((code) => codeAnswer(code, benefits, priced)),
  };
}

/** Automatic ones for a group of which the customer is not: said, so that everybody knows what there is. */
const forOthers = ({ notUsable }: EligibleBenefits): UnusedBenefit[] =>
  notUsable
    .filter(({ benefit }) => benefit.way === 'automatic')
    .map(({ benefit, why }) => ({
      promotionId: benefit.promotionId,
      couponId: null,
      title: benefit.title,
      why,
      missingFen: null,
    }));

/** Those that save most first, then those that cannot be used. */
function offered(
  benefits: EligibleBenefits,
  tried: readonly TriedCoupon<UsableBenefit>[],
  priced: PricedCart,
  chosen: readonly UsableBenefit[],
): OfferedCoupon[] {
  const usable = tried
    .toSorted((a, b) => b.savesFen - a.savesFen || +(a.coupon.validUntil ?? 0) - +(b.coupon.validUntil ?? 0))
    .map(({ coupon, alone, savesFen }) => {
      const isChosen = chosen.includes(coupon);
      const said = (isChosen ? priced : alone).unused.find((each) => each.couponId === coupon.couponId)?.why ?? null;
      return couponJson(coupon, { chosen: isChosen && said === null, savesFen, why: said });
    });
  const not = benefits.notUsable
    .filter(({ benefit }) => benefit.couponId !== null)
    .map(({ benefit, why }) => couponJson(benefit, { chosen: false, savesFen: 0, why }));
  return [...usable, ...not].flat();
}

function couponJson(
  { couponId, validUntil, promotionId, title, published, rule }: UsableBenefit,
  rest: Pick<OfferedCoupon, 'chosen' | 'savesFen' | 'why'>,
): OfferedCoupon[] {
  if (couponId === null || validUntil === null) return [];
  return [
    { couponId, promotionId, title, published, face: faceOf(rule), validUntil: validUntil.toISOString(), ...rest },
  ];
}

function codeAnswer(
  typed: string,
  { usable, notUsable }: EligibleBenefits,
  priced: PricedCart,
): ShopCart['codes'][number] {
  const code = typed.toUpperCase();
  const found = usable.find((benefit) => benefit.code === code);
  if (found !== undefined) {
    const why = priced.unused.find((each) => each.promotionId === found.promotionId)?.why ?? null;
    return { code: typed, accepted: why === null, why };
  }
  const not = notUsable.find(({ benefit }) => benefit.code === code);
  return { code: typed, accepted: false, why: not?.why ?? '没有这个优惠码，或已经过期' };
}
