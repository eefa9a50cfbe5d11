import { describe, expect, it } from 'vitest';
import type { AreaPriceAnswer, ListingAnswer } from '#modules/commerce/contract';
import {
  answerOf,
  areaQuery,
  differenceOf,
  listingBodyOf,
  listingDraft,
  listingFault,
  thingKindOf,
} from './frame-words.ts';

const TODAY = '2026-11-22';

describe('what differs from the frame', () => {
  it('is told in yuan and percent of the list price', () => {
    expect(differenceOf({ priceFen: 1_140, listFen: 1_290 })).toBe('−¥1.50（−12%）');
    expect(differenceOf({ priceFen: 1_340, listFen: 1_290 })).toBe('+¥0.50（+4%）');
    expect(differenceOf({ priceFen: 1_290, listFen: 1_290 })).toBe('和标价一样');
    expect(differenceOf({ priceFen: 1_290, listFen: null })).toBeUndefined();
  });

  it('is counted as far as it was read', () => {
    const prices = [{ state: 'live' }, { state: 'planned' }] as unknown as AreaPriceAnswer[];
    const listings = [{ state: 'live' }] as unknown as ListingAnswer[];
    expect(answerOf({ rows: prices, hasMore: false }, { rows: listings, hasMore: true })).toMatchObject({
      figure: '2多',
      why: '1条价目、1多条选品生效中，1条还没开始。',
    });
    expect(answerOf({ rows: [], hasMore: false }, { rows: [], hasMore: false })?.why).toBe(
      '到处都按标价卖，没有一处不卖。',
    );
    expect(answerOf({ rows: undefined, hasMore: false }, { rows: [], hasMore: false })).toBeUndefined();
  });

  it('is asked for by a kind of area, or by one of them', () => {
    expect(areaQuery('kind:city')).toEqual({ areaKind: 'city' });
    expect(areaQuery('store:s1')).toEqual({ areaKind: 'store', storeId: 's1' });
    for (const other of [undefined, 'kind:planet', 'city:', 'x:y']) expect(areaQuery(other)).toEqual({});
  });
});

describe('an entry of the assortment', () => {
  const draft = { ...listingDraft(TODAY), areaId: 'sz' };
  const sku = { skuId: 'k', spuId: 'p', name: '鲜牛奶' };

  it('is about exactly one thing', () => {
    expect(listingFault(draft, TODAY)).toBe('选一个商品');
    expect(listingFault({ ...draft, kind: 'category' }, TODAY)).toBe('选一个分类');
    expect(listingFault({ ...draft, sku }, TODAY)).toBeUndefined();
    expect(listingBodyOf({ ...draft, sku })).toMatchObject({
      spuId: 'p',
      skuId: null,
      categoryId: null,
      listed: false,
    });
    expect(listingBodyOf({ ...draft, sku, kind: 'sku' })).toMatchObject({ spuId: null, skuId: 'k' });
    expect(thingKindOf({ skuId: null, spuId: null })).toBe('category');
  });
});
