import { describe, expect, it } from 'vitest';
import type { ProductItem } from '#modules/commerce/contract';
import { answerOf, countOfTab, pricesOf, queryOfTab, shelfOf } from './product-words.ts';

type Sku = ProductItem['skus'][number];
const sku = (over: Partial<Sku> = {}): Sku =>
  ({ active: true, listed: true, notListedWhy: null, listFen: 1_000, priceFen: 1_000, ...over }) as Sku;
const off = sku({ listed: false, notListedWhy: '合肥不卖，11月22日起' });

describe('whether a product is sold in a place', () => {
  it('says all, a part, or none with why', () => {
    expect(shelfOf({ active: true, skus: [sku(), sku()] })).toMatchObject({ words: '在卖', tone: 'good' });
    expect(shelfOf({ active: true, skus: [sku(), off] })).toMatchObject({ words: '1/2个规格在卖', listed: 1 });
    expect(shelfOf({ active: true, skus: [off] })).toMatchObject({ words: '没上架', why: '合肥不卖，11月22日起' });
  });

  it('leaves out SKUs that are no longer sold, and says so of a product that is none', () => {
    expect(shelfOf({ active: true, skus: [sku(), sku({ active: false, listed: false })] }).words).toBe('在卖');
    expect(shelfOf({ active: false, skus: [sku()] })).toMatchObject({ words: '停用', listed: 0 });
  });
});

describe('what a product costs', () => {
  it('is one price or a span, with the list price where it differs', () => {
    expect(pricesOf([sku()])).toEqual({ price: '¥10', list: undefined });
    expect(pricesOf([sku(), sku({ priceFen: 1_250, listFen: 1_290 })])).toEqual({
      price: '¥10–12.50',
      list: '标价¥10–12.90',
    });
    expect(pricesOf([])).toEqual({ price: '—', list: undefined });
  });
});

describe('the page of products', () => {
  it('answers with what is in use, and what of it is not sold there', () => {
    expect(answerOf({ active: 64, retired: 0 }, undefined, '全国', false)).toEqual({
      figure: '64',
      unit: '个商品在用',
    });
    const rows = [{ active: true, skus: [off] }] as unknown as ProductItem[];
    expect(answerOf({ active: 64, retired: 2 }, rows, '合肥', false).why).toBe(
      '另有2个停用，看到的里面有1个在合肥没上架。',
    );
  });

  it('counts and asks by tab', () => {
    expect(countOfTab('all', { active: 3, retired: 2 })).toBe(5);
    expect([queryOfTab('active'), queryOfTab('retired'), queryOfTab('all')]).toEqual([
      { active: true },
      { active: false },
      {},
    ]);
  });
});
