import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fen, sumFen, type Fen } from '#kernel/money';
import { UnknownPackage, type PackageId } from '../packages/package.ts';
import type { EffectiveOption, EffectivePrices } from '../prices/effective-prices.ts';
import { UnknownOption } from '../prices/price.ts';
import {
  askedBy,
  changedPrices,
  compose,
  DiscountTooHigh,
  QuantityUnfit,
  QuotationTotalTooLow,
  refuseHighDiscount,
  type Asked,
} from './compose.ts';
import { depositOf } from './terms.ts';

const price = (priceFen: number) => ({ priceFen: fen(priceFen), why: '选项标价', priceId: null, passedOver: [] });
const option = (code: string, kind: EffectiveOption['kind'], priceFen: number): EffectiveOption => ({
  ...price(priceFen),
  code,
  name: code,
  kind,
  unit: kind === 'per_area' ? '㎡' : '项',
});
const pricesOf = (options: EffectiveOption[], over: Partial<EffectivePrices> = {}): EffectivePrices => ({
  ...price(298_000),
  packageId: 'p' as PackageId,
  code: 'walls',
  name: '墙面焕新',
  unit: '/套',
  scene: 'renewal',
  active: true,
  options,
  ...over,
});
const asked = (over: Partial<Asked> = {}): Asked => ({ quantityHundredths: 100, options: [], discount: null, ...over });
const goodwill = (amountFen: number): NonNullable<Asked['discount']> => ({
  amountFen: fen(amountFen),
  reason: 'goodwill',
});

const priceFen = fc.integer({ min: 200, max: 100_000_000_00 });
const somePrices = fc
  .record({
    own: priceFen,
    options: fc.array(fc.tuple(fc.constantFrom('add_on', 'per_area'), priceFen), { maxLength: 8 }),
  })
  .map(({ own, options }) =>
    pricesOf(
      options.map(([kind, each], at) => option(`o${at}`, kind as EffectiveOption['kind'], each)),
      { priceFen: fen(own) },
    ),
  );
const someOffer = somePrices.chain((prices) =>
  fc
    .record({
      counts: fc.array(fc.integer({ min: 1, max: 200_000 }), {
        minLength: prices.options.length,
        maxLength: prices.options.length,
      }),
      discount: fc.option(fc.integer({ min: 1, max: 50 })),
    })
    .map(({ counts, discount }) => ({
      prices,
      asked: asked({
        options: prices.options.map(({ code, kind }, at) => ({
          code,
          quantityHundredths: kind === 'per_area' ? (counts[at] ?? 1) : Math.ceil((counts[at] ?? 1) / 100) * 100,
        })),
        discount: discount === null ? null : goodwill(discount),
      }),
    })),
);

describe('a quotation', () => {
  it('sums to its total exactly, line by line and in whole fen', () => {
    fc.assert(
      fc.property(someOffer, ({ prices, asked: wanted }) => {
        const { lines, listFen, discountFen, totalFen, depositFen } = compose(prices, wanted);
        expect(sumFen(lines.map((line) => line.amountFen))).toBe(totalFen);
        expect(listFen - discountFen).toBe(totalFen);
        expect(depositFen > 0 && depositFen <= totalFen).toBe(true);
        for (const line of lines) {
          const exact = BigInt(line.unitPriceFen) * BigInt(line.quantityHundredths);
          const off = exact - BigInt(line.amountFen) * 100n;
          expect(off >= -50n && off < 50n).toBe(true);
        }
      }),
    );
  });

  it('asks for the same again when it is read from its lines', () => {
    fc.assert(
      fc.property(someOffer, ({ prices, asked: wanted }) => {
        const { lines } = compose(prices, wanted);
        expect(askedBy(lines)).toEqual(wanted);
        expect(changedPrices(lines, compose(prices, askedBy(lines)).lines)).toEqual([]);
      }),
    );
  });

  it('prices an area by hundredths of a ㎡, rounded half up', () => {
    const paint = option('paint', 'per_area', 8_888);
    const { lines, totalFen } = compose(
      pricesOf([paint]),
      asked({ options: [{ code: 'paint', quantityHundredths: 1_235 }] }),
    );
    // 12.35 × ¥88.88 = ¥1,097.668
    expect(lines[1]).toMatchObject({ amountFen: 109_767, unit: '㎡', quantityHundredths: 1_235 });
    expect(totalFen).toBe(298_000 + 109_767);
  });

  it('counts in whole numbers what is not priced by area', () => {
    const lamp = option('lamp', 'add_on', 30_000);
    const half = asked({ options: [{ code: 'lamp', quantityHundredths: 150 }] });
    expect(() => compose(pricesOf([lamp]), half)).toThrow(QuantityUnfit);
    expect(() => compose(pricesOf([]), asked({ quantityHundredths: 150 }))).toThrow(QuantityUnfit);
    expect(compose(pricesOf([], { unit: '/㎡' }), asked({ quantityHundredths: 150 })).totalFen).toBe(447_000);
  });

  it('is of what is offered only, and comes to something', () => {
    expect(() => compose(pricesOf([], { active: false }), asked())).toThrow(UnknownPackage);
    expect(() => compose(pricesOf([], { scene: 'fresh' }), asked())).toThrow(UnknownPackage);
    const gone = asked({ options: [{ code: 'gone', quantityHundredths: 100 }] });
    expect(() => compose(pricesOf([]), gone)).toThrow(UnknownOption);
    expect(() => compose(pricesOf([]), asked({ discount: goodwill(297_901) }))).toThrow(QuotationTotalTooLow);
  });
});

describe('a discount', () => {
  const sums = (discountFen: number) => compose(pricesOf([]), asked({ discount: goodwill(discountFen) }));
  it('is the seller’s own up to a tenth of the list sum', () => {
    expect(() => refuseHighDiscount(sums(29_800), new Set())).not.toThrow();
    expect(() => refuseHighDiscount(sums(29_801), new Set(['quote.act']))).toThrow(DiscountTooHigh);
    expect(() => refuseHighDiscount(sums(29_801), new Set(['price.edit']))).not.toThrow();
  });
});

describe('the deposit', () => {
  it('is rounded to the yuan, at least one and never more than the total', () => {
    expect([298_000, 298_149, 298_182, 100].map((total) => depositOf(total as Fen))).toEqual([
      89_400, 89_400, 89_500, 100,
    ]);
  });
});
