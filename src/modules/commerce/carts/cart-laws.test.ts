import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { fen } from '#kernel/money';
import type { Benefit, CouponId, PromotionId } from '../promotions/benefit.ts';
import type { CartInput, CartLine, PricedCart } from './cart.ts';
import { inScope } from './discount-of.ts';
import { priceCart } from './price-cart.ts';
import { refundOfLine } from './refund-of-line.ts';
import { benefitArbitrary, cartArbitrary, sku } from './test-carts.ts';

const sum = (amounts: readonly number[]): number => amounts.reduce((total, each) => total + each, 0);

function faultsOf(cart: CartInput, priced: PricedCart): string[] {
  const faults: string[] = [];
  const check = (law: string, holds: boolean): void => void (holds || faults.push(law));
  const nets = sum(priced.lines.map((line) => line.netFen));
  check('lines and delivery come to the total', nets + priced.deliveryFen === priced.totalFen);
  check('sums come to the total', priced.goodsFen - priced.discountFen + priced.deliveryFen === priced.totalFen);
  check('steps come to the total', sum(priced.steps.map((step) => step.amountFen)) === priced.totalFen);
  check(
    'nothing is negative',
    [priced.totalFen, priced.deliveryFen, priced.discountFen].every((each) => each >= 0),
  );
  check('each benefit is used or not', priced.used.length + priced.unused.length === cart.benefits.length);
  for (const step of priced.steps.filter((each) => each.step !== 'delivery')) {
    check('splits come to their step', sum(step.split.map((part) => part.amountFen)) === step.amountFen);
  }
  for (const line of priced.lines) {
    check('a line is never negative', line.netFen >= 0 && line.discountFen >= 0);
    check('a line adds up', line.grossFen - line.discountFen === line.netFen);
    check('a line’s splits are its discount', sum(line.splits.map((part) => part.amountFen)) === line.discountFen);
    check(
      'a split is positive',
      line.splits.every((part) => part.amountFen > 0),
    );
  }
  for (const benefit of priced.used) {
    const step = priced.steps.find((each) => each.promotionId === benefit.promotionId);
    check('what was used is a step', step !== undefined && step.amountFen + benefit.amountFen === 0);
    const outside = step?.split.filter((part) => {
      const line = cart.lines.find((each) => each.lineNo === part.lineNo);
      return line === undefined || !inScope(benefit, line);
    });
    check('a benefit stays in its scope', outside?.length === 0);
  }
  for (const each of priced.unused) check('what was not used says why', each.why !== '');
  return faults;
}

describe('any cart with any promotions', () => {
  it('adds up, line by line and step by step, and is never negative', () => {
    fc.assert(
      fc.property(cartArbitrary, (cart) => {
        expect(faultsOf(cart, priceCart(cart))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('costs the same in whatever order its benefits are given', () => {
    fc.assert(
      fc.property(
        cartArbitrary.chain((cart) =>
          fc.tuple(fc.constant(cart), fc.shuffledSubarray([...cart.benefits], { minLength: cart.benefits.length })),
        ),
        ([cart, shuffled]) => {
          expect(priceCart({ ...cart, benefits: shuffled })).toEqual(priceCart(cart));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives back exactly what was paid, in parts of any size and order', () => {
    const cuts = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 4 })), { maxLength: 80 });
    fc.assert(
      fc.property(cartArbitrary, cuts, (cart, parts) => {
        const { lines } = priceCart(cart);
        const back = lines.map(() => ({ quantity: 0, refundedFen: fen(0) }));
        const give = (at: number, quantity: number): void => {
          const line = lines[at]!;
          const before = back[at]!;
          const n = Math.min(quantity, line.quantity - before.quantity);
          if (n === 0) return;
          const amountFen = refundOfLine(line, before, n);
          expect(amountFen).toBeGreaterThanOrEqual(0);
          back[at] = { quantity: before.quantity + n, refundedFen: fen(before.refundedFen + amountFen) };
        };
        for (const [pick, quantity] of parts) give(pick % lines.length, quantity);
        for (const [at, line] of lines.entries()) give(at, line.quantity);
        expect(back.map((each) => each.refundedFen)).toEqual(lines.map((line) => line.netFen));
      }),
      { numRuns: 1_000 },
    );
  });

  it('never costs more with a promotion that is unrelated: one that shares no line with the others', () => {
    fc.assert(
      fc.property(cartArbitrary, benefitArbitrary, (cart, added) => {
        const free = cart.lines.filter((line) => !cart.benefits.some((benefit) => inScope(benefit, line)));
        // Bundles say their lines themselves: such an addition is made of nothing but free lines, or of none at all.
        const rule =
          added.rule.kind === 'bundle_price'
            ? {
                ...added.rule,
                parts: [...free.map(({ skuId }) => ({ skuId, quantity: 1 })), { skuId: sku(77), quantity: 1 }].slice(
                  0,
                  Math.max(1, free.length),
                ),
              }
            : added.rule;
        const scope = { kind: 'skus' as const, skuIds: [...free.map(({ skuId }) => skuId), sku(77)] };
        const unrelated = {
          ...added,
          way: 'automatic' as const,
          couponId: null,
          rule,
          scope,
          promotionId: 'unrelated' as PromotionId,
        };
        const before = priceCart(cart);
        const after = priceCart({ ...cart, benefits: [...cart.benefits, unrelated] });
        const taken = after.used.find((benefit) => benefit.promotionId === unrelated.promotionId)?.amountFen ?? 0;
        expect(after.totalFen).toBeLessThanOrEqual(before.totalFen);
        // Where only one of a kind is taken it may take the place of one that takes less off.
        const alone = rule.kind !== 'delivery' && added.eligibility === 'everybody';
        if (alone) expect(after.totalFen).toBe(before.totalFen - taken);
      }),
      { numRuns: 1_000 },
    );
  });

  it('costs no more with a discount more, whatever it is, but for a fen of rounding at each split', () => {
    fc.assert(
      fc.property(cartArbitrary, benefitArbitrary, (cart, added) => {
        // Bundles and choices within a step are taken by what they save themselves, not by what follows.
        const plain = {
          ...added,
          stackable: true,
          way: 'automatic' as const,
          couponId: null,
          eligibility: 'everybody' as const,
        };
        const benefits = cart.benefits
          .filter((benefit) => benefit.rule.kind !== 'bundle_price')
          .map((benefit) => ({ ...benefit, stackable: true }));
        fc.pre(plain.rule.kind !== 'bundle_price' && plain.rule.kind !== 'delivery');
        const before = priceCart({ ...cart, benefits });
        const after = priceCart({ ...cart, benefits: [...benefits, { ...plain, promotionId: 'more' as PromotionId }] });
        expect(after.totalFen).toBeLessThanOrEqual(before.totalFen + benefits.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('knows nothing of who buys: there is no argument by which a person could enter', () => {
    expectTypeOf<keyof CartInput>().toEqualTypeOf<'lines' | 'channel' | 'fulfilment' | 'benefits' | 'deliveryRule'>();
    expectTypeOf<keyof CartLine>().toEqualTypeOf<
      'lineNo' | 'skuId' | 'name' | 'categoryId' | 'quantity' | 'unitFen' | 'parts'
    >();
    expectTypeOf<keyof Benefit>().toEqualTypeOf<
      | 'promotionId'
      | 'title'
      | 'published'
      | 'rule'
      | 'scope'
      | 'way'
      | 'eligibility'
      | 'stackable'
      | 'couponId'
      | 'code'
      | 'touchpointId'
      | 'claimLimit'
      | 'perPersonLimit'
    >();
    expectTypeOf(priceCart).parameters.toEqualTypeOf<[CartInput]>();
    expect(priceCart).toHaveLength(1);
    // Which coupon it is, and whose code, changes no price.
    fc.assert(
      fc.property(cartArbitrary, (cart) => {
        const others = cart.benefits.map((benefit) => ({
          ...benefit,
          couponId: benefit.couponId === null ? null : (`other-${benefit.couponId}` as CouponId),
        }));
        expect(priceCart({ ...cart, benefits: others }).lines).toEqual(priceCart(cart).lines);
      }),
      { numRuns: 200 },
    );
  });
});
