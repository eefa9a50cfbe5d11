import fc from 'fast-check';
import type { SkuId } from '#kernel/ids';
import { fen } from '#kernel/money';
import type {
  Benefit,
  CategoryId,
  CouponId,
  PromotionId,
  PromotionRule,
  PromotionScope,
} from '../promotions/benefit.ts';
import type { CartInput, CartLine } from './cart.ts';

// For tests: carts, benefits, and any of them.

export const sku = (at: number): SkuId => `sku-${at}` as SkuId;
export const category = (at: number): CategoryId => `category-${at}` as CategoryId;
const SKUS = 6;

export const benefitOf = (over: Partial<Benefit> & Pick<Benefit, 'rule'>): Benefit => ({
  promotionId: 'promotion-1' as PromotionId,
  title: '优惠',
  published: '',
  scope: { kind: 'all' },
  way: 'automatic',
  eligibility: 'everybody',
  stackable: false,
  couponId: null,
  code: null,
  touchpointId: null,
  claimLimit: null,
  perPersonLimit: null,
  ...over,
});
export const named = (name: string, over: Partial<Benefit> & Pick<Benefit, 'rule'>): Benefit =>
  benefitOf({ promotionId: name as PromotionId, title: name, ...over });
export const coupon = (name: string, over: Partial<Benefit> & Pick<Benefit, 'rule'>): Benefit =>
  named(name, { way: 'claim', couponId: name as CouponId, ...over });
export const lineOf = (at: number, quantity: number, unitFen: number): CartLine => ({
  lineNo: at + 1,
  skuId: sku(at),
  name: `商品${at}`,
  categoryId: category(at % 3),
  quantity,
  unitFen: fen(unitFen),
});
export const cartOf = (
  lines: readonly CartLine[],
  benefits: readonly Benefit[] = [],
  over: Partial<CartInput> = {},
): CartInput => ({
  lines,
  channel: 'group_buy',
  fulfilment: 'pickup',
  benefits,
  deliveryRule: null,
  ...over,
});
export const off = (offFen: number, fromFen = 0): PromotionRule => ({
  kind: 'fixed',
  offFen: fen(offFen),
  fromFen: fen(fromFen),
});
export const percent = (offBasisPoints: number, capFen: number | null = null): PromotionRule => ({
  kind: 'percent',
  offBasisPoints,
  capFen: capFen === null ? null : fen(capFen),
  fromFen: fen(0),
});

// --- Any cart × any promotions ----------------------------------------------------------------------------------

const amount = fc.integer({ min: 1, max: 20_000 }).map(fen);
const threshold = fc.integer({ min: 0, max: 30_000 }).map(fen);
const partsArbitrary = fc.uniqueArray(
  fc.record({ skuId: fc.nat(SKUS - 1).map(sku), quantity: fc.integer({ min: 1, max: 3 }) }),
  { minLength: 1, maxLength: 3, selector: (part) => part.skuId },
);
const ruleArbitrary: fc.Arbitrary<PromotionRule> = fc.oneof(
  fc.record({ kind: fc.constant('fixed' as const), offFen: amount, fromFen: threshold }),
  fc.record({
    kind: fc.constant('percent' as const),
    offBasisPoints: fc.integer({ min: 1, max: 9_999 }),
    capFen: fc.option(amount),
    fromFen: threshold,
  }),
  fc.record({
    kind: fc.constant('threshold' as const),
    rungs: fc.array(fc.record({ fromFen: amount, offFen: amount }), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('bundle_price' as const),
    parts: partsArbitrary,
    priceFen: amount,
    maxSets: fc.option(fc.integer({ min: 1, max: 3 })),
  }),
  fc.record({ kind: fc.constant('delivery' as const), offFen: fc.option(amount), fromFen: threshold }),
);
const scopeArbitrary: fc.Arbitrary<PromotionScope> = fc.oneof(
  fc.constant({ kind: 'all' as const }),
  fc.record({
    kind: fc.constant('categories' as const),
    categoryIds: fc.uniqueArray(fc.nat(3).map(category), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('skus' as const),
    skuIds: fc.uniqueArray(fc.nat(SKUS).map(sku), { minLength: 1, maxLength: 3 }),
  }),
);
export const benefitArbitrary: fc.Arbitrary<Benefit> = fc
  .record({
    id: fc.integer({ min: 1, max: 99_999 }),
    rule: ruleArbitrary,
    scope: scopeArbitrary,
    way: fc.constantFrom('automatic' as const, 'claim' as const, 'code' as const),
    eligibility: fc.constantFrom('everybody' as const, 'first_order' as const, 'member_level' as const),
    stackable: fc.boolean(),
  })
  .map(({ id, ...rest }) => {
    const way = rest.rule.kind === 'bundle_price' ? 'automatic' : rest.way;
    const couponId = way === 'claim' ? (`coupon-${id}` as CouponId) : null;
    return named(`promotion-${id}`, { ...rest, way, couponId });
  });
export const linesArbitrary = fc
  .uniqueArray(
    fc.record({
      at: fc.nat(SKUS - 1),
      quantity: fc.integer({ min: 1, max: 9 }),
      // Gifts cost nothing.
      unitFen: fc.oneof(fc.integer({ min: 0, max: 9_999 }), fc.constant(0), fc.integer({ min: 0, max: 30 })),
    }),
    { minLength: 1, maxLength: SKUS, selector: (line) => line.at },
  )
  .map((lines) => lines.map(({ at, quantity, unitFen }) => lineOf(at, quantity, unitFen)));
export const cartArbitrary: fc.Arbitrary<CartInput> = fc.record({
  lines: linesArbitrary,
  channel: fc.constantFrom('group_buy' as const, 'instant' as const, 'store' as const),
  fulfilment: fc.constantFrom('pickup' as const, 'delivery' as const, 'counter' as const),
  benefits: fc.uniqueArray(benefitArbitrary, { maxLength: 8, selector: (benefit) => benefit.promotionId }),
  deliveryRule: fc.option(fc.record({ feeFen: amount, freeFromFen: fc.option(amount) })),
});
