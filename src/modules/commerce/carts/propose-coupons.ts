import type { Benefit } from '../promotions/benefit.ts';
import type { CartInput, PricedCart } from './cart.ts';
import { priceCart } from './price-cart.ts';
import { STEP_RULES, stepOf } from './price-steps.ts';

/** Coupons beyond this are not tried together with others, those that save least. */
const MAX_TRIED = 12;

/** A coupon with what the cart costs with it alone. */
export interface TriedCoupon<C extends Benefit> {
  readonly coupon: C;
  readonly alone: PricedCart;
  readonly savesFen: number;
}

/** What each coupon would save alone. `input.benefits` is what comes anyway: automatic ones and codes. */
export function tryCoupons<C extends Benefit>(input: CartInput, coupons: readonly C[]): readonly TriedCoupon<C>[] {
  const without = priceCart(input).totalFen;
  return coupons.map((coupon) => {
    const alone = priceCart({ ...input, benefits: [...input.benefits, coupon] });
    return { coupon, alone, savesFen: without - alone.totalFen };
  });
}

/**
 * The coupons with which the cart costs least: of those that may go together (`STEP_RULES`), tried by pricing the cart
 * with each combination. Of equal ones the fewest, then those given first.
 */
export function proposeCoupons<C extends Benefit>(input: CartInput, tried: readonly TriedCoupon<C>[]): readonly C[] {
  const worth = tried
    .filter(({ savesFen }) => savesFen > 0)
    .toSorted((a, b) => b.savesFen - a.savesFen)
    .map(({ coupon }) => coupon)
    .filter((coupon, at, all) => all.findIndex((each) => each.promotionId === coupon.promotionId) === at);
  // The fee of delivery hangs on goods before any benefit: its coupons and the others do not touch each other.
  const forDelivery = worth.filter((coupon) => stepOf(coupon) === 'delivery').slice(0, 1);
  const forGoods = worth.filter((coupon) => stepOf(coupon) === 'coupon').slice(0, MAX_TRIED);
  const families = [[], ...forGoods.map((coupon) => [coupon]), ...pairsOf(forGoods)];
  const priced = families.map((family) => ({
    family,
    totalFen: priceCart({ ...input, benefits: [...input.benefits, ...family] }).totalFen,
  }));
  const [best] = priced.toSorted((a, b) => a.totalFen - b.totalFen || a.family.length - b.family.length);
  return [...(best?.family ?? []), ...forDelivery];
}

function pairsOf<C extends Benefit>(coupons: readonly C[]): C[][] {
  const together = STEP_RULES.find(({ step }) => step === 'coupon')?.together;
  return coupons.flatMap((a, at) =>
    coupons.slice(at + 1).flatMap((b) => (together?.({ a, b, shareLines: true }) === true ? [[a, b]] : [])),
  );
}
