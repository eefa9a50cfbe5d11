import { describe, expect, it } from 'vitest';
import { fen, type Fen } from '#kernel/money';
import type { Benefit, PromotionScope } from '../promotions/benefit.ts';
import type { PricedCart } from './cart.ts';
import { priceCart } from './price-cart.ts';
import { cartOf, category, coupon, lineOf, named, off, percent, sku } from './test-carts.ts';

const titles = (priced: PricedCart) => priced.steps.map(({ title, amountFen }) => [title, amountFen]);

describe('the steps of a price', () => {
  const lines = [lineOf(0, 2, 1_990), lineOf(1, 1, 2_020), lineOf(2, 1, 990)];

  it('follow each other in one order, each from what the ones before left', () => {
    const benefits = [
      named('满减免运', { rule: { kind: 'delivery', offFen: null, fromFen: fen(0) } }),
      named('银卡95折', { rule: percent(500), eligibility: 'member_level' }),
      coupon('满50减5', { rule: off(500, 5_000) }),
      named('首单减8', { rule: off(800), eligibility: 'first_order' }),
      named('水果9折', { rule: percent(1_000), scope: { kind: 'categories', categoryIds: [category(1)] } }),
      named('早餐组合', {
        rule: {
          kind: 'bundle_price',
          parts: [
            { skuId: sku(0), quantity: 1 },
            { skuId: sku(2), quantity: 1 },
          ],
          priceFen: fen(2_500),
          maxSets: null,
        },
      }),
    ];
    const delivered = { fulfilment: 'delivery', deliveryRule: { feeFen: fen(600), freeFromFen: null } } as const;
    const priced = priceCart(cartOf(lines, benefits, delivered));
    expect(titles(priced)).toEqual([
      ['商品', 6_990],
      ['早餐组合', -480],
      ['水果9折', -202],
      ['首单减8', -800],
      ['满50减5', -500],
      ['银卡95折', -250],
      ['运费', 600],
      ['满减免运', -600],
    ]);
    expect(priced.steps.map((step) => step.appliesTo).slice(1, 4)).toEqual(['商品0等2种商品', '商品1', '全部商品']);
    expect(priced).toMatchObject({ goodsFen: 6_990, discountFen: 2_232, deliveryFen: 0, totalFen: 4_758 });
  });

  it('say what did not apply and why', () => {
    const priced = priceCart(
      cartOf(
        [lineOf(0, 4, 1_320)],
        [
          coupon('满59减10', { rule: off(1_000, 5_900) }),
          named('水果9折', { rule: percent(1_000), scope: { kind: 'categories', categoryIds: [category(2)] } }),
          named('免运', { rule: { kind: 'delivery', offFen: null, fromFen: fen(0) } }),
          named('满百阶梯', { rule: { kind: 'threshold', rungs: [{ fromFen: fen(10_000), offFen: fen(1_500) }] } }),
          named('双人餐', {
            rule: {
              kind: 'bundle_price',
              parts: [
                { skuId: sku(0), quantity: 1 },
                { skuId: sku(1), quantity: 1 },
              ],
              priceFen: fen(1),
              maxSets: null,
            },
          }),
        ],
      ),
    );
    expect(priced.totalFen).toBe(5_280);
    expect(new Map(priced.unused.map(({ title, why, missingFen }) => [title, [why, missingFen]]))).toEqual(
      new Map<string, [string, Fen | null]>([
        ['满59减10', ['满59可用，还差6.20元', fen(620)]],
        ['水果9折', ['购物车里没有可用的商品', null]],
        ['免运', ['自提不收运费，用不上', null]],
        ['满百阶梯', ['满100可用，还差47.20元', fen(4_720)]],
        ['双人餐', ['组合里的商品还没选齐', null]],
      ]),
    );
  });

  it('take the highest rung that is reached, and cap a percentage', () => {
    const rungs = [
      { fromFen: fen(3_000), offFen: fen(300) },
      { fromFen: fen(6_000), offFen: fen(800) },
      { fromFen: fen(9_000), offFen: fen(1_500) },
    ];
    expect(priceCart(cartOf(lines, [named('满减', { rule: { kind: 'threshold', rungs } })])).discountFen).toBe(800);
    expect(priceCart(cartOf(lines, [named('半价', { rule: percent(5_000, 1_000) })])).discountFen).toBe(1_000);
  });

  it('take one coupon, or one for part of the goods with one for all of them where both say so', () => {
    const scope: PromotionScope = { kind: 'skus', skuIds: [sku(0)] };
    const small = coupon('满减券', { rule: off(300), stackable: true });
    const large = coupon('大额券', { rule: off(900) });
    const ofPart = coupon('单品券', { rule: off(200), scope, stackable: true });
    const used = (...benefits: Benefit[]) =>
      priceCart(cartOf(lines, benefits))
        .used.map(({ title }) => title)
        .toSorted();
    expect(used(small, large)).toEqual(['大额券']);
    expect(used(small, ofPart)).toEqual(['单品券', '满减券']);
    expect(used(small, { ...ofPart, stackable: false })).toEqual(['满减券']);
    expect(used(small, coupon('另一张', { rule: off(200), stackable: true }))).toEqual(['满减券']);
    const priced = priceCart(cartOf(lines, [small, large]));
    expect(priced.unused).toMatchObject([{ title: '满减券', why: '不能和「大额券」一起用' }]);
  });

  it('take item promotions on different goods together, on the same goods the better one', () => {
    const on = (name: string, at: number, offFen: number, stackable = false) =>
      named(name, { rule: off(offFen), scope: { kind: 'skus', skuIds: [sku(at)] }, stackable });
    const discount = (...benefits: Benefit[]) => priceCart(cartOf(lines, benefits)).discountFen;
    expect(discount(on('a', 0, 100), on('b', 1, 200))).toBe(300);
    expect(discount(on('a', 0, 100), on('b', 0, 200))).toBe(200);
    expect(discount(on('a', 0, 100, true), on('b', 0, 200, true))).toBe(300);
    // Two small ones together are better than the large one that excludes both.
    const all = named('全场', { rule: off(250) });
    expect(discount(on('a', 0, 100), on('b', 1, 200), all)).toBe(300);
  });

  it('cost nothing more for delivery because of a discount, and nothing at all for pick-up', () => {
    const deliveryRule = { feeFen: fen(500), freeFromFen: fen(6_990) };
    const delivered = { fulfilment: 'delivery', deliveryRule } as const;
    const free = priceCart(cartOf(lines, [coupon('券', { rule: off(1_000) })], delivered));
    expect(titles(free).at(-1)).toEqual(['满69.90元免运费', 0]);
    expect(priceCart(cartOf(lines.slice(1), [], delivered)).deliveryFen).toBe(500);
    expect(priceCart(cartOf(lines.slice(1), [], { deliveryRule })).deliveryFen).toBe(0);
  });

  it('refuse a cart whose splits could not be exact', () => {
    expect(() => priceCart(cartOf([lineOf(0, 999, 100_000)]))).toThrow('cart-too-large');
  });
});
