import { describe, expect, it } from 'vitest';
import type { ShopCart } from '#modules/commerce/contract';
import { ApiProblem } from '../../shared/problem.ts';
import type { CartLine } from '../cart/cart.ts';
import { cutWords, fitLines, refusedBy } from './refused-order.ts';

const refusal = (code: string, more: object = {}): ApiProblem => new ApiProblem(409, { code, ...more });
const line = (skuId: string, quantity: number): CartLine => ({
  skuId,
  quantity,
  name: skuId,
  unit: '盒',
  imageId: null,
  unitFen: 100,
});
const priced = (lines: readonly object[]): ShopCart =>
  ({ lines: lines.map((one) => ({ available: null, limit: null, sellable: true, ...one })) }) as unknown as ShopCart;

describe('a refused order', () => {
  it('says the old price and the new one', () => {
    expect(refusedBy(refusal('price-changed', { totalFen: 2_780, seenTotalFen: 2_580 }))).toEqual({
      kind: 'price',
      fromFen: 2_580,
      toFen: 2_780,
    });
  });

  it('says of what there is too little: the smallest of several places', () => {
    const lines = [
      { skuId: 'milk', asked: 5, available: 2 },
      { skuId: 'milk', asked: 5, available: 1 },
      { skuId: 'eggs', asked: 1, available: 0 },
    ];
    const refused = refusedBy(refusal('stock-short', { lines }));
    expect(refused).toEqual({
      kind: 'short',
      most: new Map([
        ['milk', 1],
        ['eggs', 0],
      ]),
    });
  });

  it('says what a person or a community may still take', () => {
    for (const code of ['person-limit-reached', 'community-limit-reached']) {
      expect(refusedBy(refusal(code, { skuId: 'milk', left: 1 }))).toEqual({
        kind: 'short',
        most: new Map([['milk', 1]]),
      });
    }
  });

  it('takes out what is not sold here any more', () => {
    const gone = { kind: 'short', most: new Map([['milk', 0]]) };
    expect(refusedBy(refusal('sku-not-sold-here', { lines: [{ skuId: 'milk', why: '已下架' }] }))).toEqual(gone);
    expect(refusedBy(refusal('not-in-group-buy', { skuIds: ['milk'] }))).toEqual(gone);
  });

  it('tells teams, closed group buys, coupons and sign-in apart from everything else', () => {
    expect(refusedBy(refusal('team-full')).kind).toBe('team');
    expect(refusedBy(refusal('group-buy-closed')).kind).toBe('closed');
    expect(refusedBy(refusal('coupon-spent')).kind).toBe('coupon');
    expect(refusedBy(new ApiProblem(401, {})).kind).toBe('signed out');
    expect(refusedBy(refusal('whatever')).kind).toBe('other');
  });
});

describe('going on with what is left', () => {
  it('cuts what is short, takes out what is gone and leaves the rest alone', () => {
    const most = new Map([
      ['milk', 2],
      ['eggs', 0],
    ]);
    const { lines, cuts } = fitLines([line('milk', 5), line('eggs', 1), line('rice', 3)], undefined, most);
    expect(lines.map(({ skuId, quantity }) => [skuId, quantity])).toEqual([
      ['milk', 2],
      ['rice', 3],
    ]);
    expect(cuts.map(cutWords)).toEqual(['「milk」只能买2盒，你选了5盒', '「eggs」没有了']);
  });

  it('knows of a set whose part is short from the newest price', () => {
    const { lines } = fitLines([line('set', 3)], priced([{ skuId: 'set', available: 1 }]), new Map([['part', 2]]));
    expect(lines.map(({ quantity }) => quantity)).toEqual([1]);
  });

  it('keeps to what one customer may buy, and buys nothing that cannot be bought', () => {
    const now = priced([
      { skuId: 'milk', limit: 2 },
      { skuId: 'eggs', sellable: false },
    ]);
    expect(fitLines([line('milk', 5), line('eggs', 1)], now).lines).toEqual([line('milk', 2)]);
  });

  it('changes nothing where all can be had', () => {
    const asked = [line('milk', 5)];
    expect(fitLines(asked, priced([{ skuId: 'milk', available: 9 }]))).toEqual({ lines: asked, cuts: [] });
  });
});
