import { describe, expect, it } from 'vitest';
import type { ProductAnswer } from '#modules/commerce/contract';
import {
  EMPTY_PRODUCT,
  movedPicture,
  productBodyOf,
  productDraft,
  productFault,
  withOptions,
  type ProductDraft,
} from './product-draft.ts';

const [sku] = EMPTY_PRODUCT.skus;
if (sku === undefined) throw new Error('a new product has one SKU');
const milk: ProductDraft = {
  ...EMPTY_PRODUCT,
  code: 'milk',
  name: ' 鲜牛奶 ',
  categoryId: 'c' as never,
  unit: '瓶',
  skus: [{ ...sku, skuId: 'one' as never, code: 'milk', listYuan: 12.9, costYuan: 8 }],
};

describe('a product that is being edited', () => {
  it('says what is missing, the first thing first', () => {
    expect(productFault(EMPTY_PRODUCT)).toBe('写上名称');
    expect(productFault({ ...milk, code: '牛奶' })).toBe('编码用字母、数字、横线');
    expect(productFault({ ...milk, categoryId: undefined })).toBe('选一个分类');
    expect(productFault({ ...milk, options: [{ name: '规格', values: [] }] })).toBe('规格还没有可选的值');
    expect(productFault(milk)).toBeUndefined();
  });

  it('wants a comparison price above the price, and says of which SKU', () => {
    const skus = milk.skus.map((each) => ({ ...each, originalYuan: 12.9 }));
    expect(productFault({ ...milk, skus })).toBe('划线价要比标价高');
    const specs = skus.map((each) => ({ ...each, spec: ['950毫升'] }));
    expect(productFault({ ...milk, skus: specs })).toBe('950毫升：划线价要比标价高');
  });

  it('is sent in fen, and comes back as it was', () => {
    const body = productBodyOf(milk);
    expect(body).toMatchObject({ name: '鲜牛奶', storage: null });
    expect(body.skus[0]).toMatchObject({ skuId: 'one', listFen: 1_290, originalFen: null, unit: null, barcode: null });
    const answer = { ...body, skus: body.skus.map((each) => ({ ...each, unit: '瓶' })) } as unknown as ProductAnswer;
    expect(productDraft(answer)).toEqual({ ...milk, name: '鲜牛奶' });
  });
});

describe('options of a product', () => {
  const one = withOptions(milk, [{ name: '规格', values: ['950毫升', '250毫升'] }]);

  it('make a SKU of every combination; the first is what was sold before', () => {
    expect(one.skus.map(({ skuId, code, spec, listYuan }) => [skuId, code, spec, listYuan])).toEqual([
      ['one', 'milk', ['950毫升'], 12.9],
      [undefined, 'milk-2', ['250毫升'], 12.9],
    ]);
    const two = withOptions(one, [...one.options, { name: '口味', values: ['原味', '燕麦'] }]);
    expect(two.skus.map(({ spec }) => spec.join('/'))).toEqual([
      '950毫升/原味',
      '950毫升/燕麦',
      '250毫升/原味',
      '250毫升/燕麦',
    ]);
    expect(two.skus.map(({ code }) => code)).toEqual(['milk', 'milk-3', 'milk-2', 'milk-4']);
  });

  it('that lose a value lose its SKUs, and keep the others as they are', () => {
    const less = withOptions(one, [{ name: '规格', values: ['250毫升'] }]);
    expect(less.skus.map(({ code }) => code)).toEqual(['milk-2']);
  });
});

describe('pictures', () => {
  it('move by a place and stay within their row', () => {
    expect(movedPicture(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(movedPicture(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b']);
    expect(movedPicture(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  });
});
