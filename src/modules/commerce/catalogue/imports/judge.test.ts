import { describe, expect, it } from 'vitest';
import type { SkuId } from '#kernel/ids';
import { fen } from '#kernel/money';
import type { ImportRow } from '#modules/territory';
import type { CategoryId } from '../category.ts';
import type { CatalogueSku, Spu, SpuId } from '../spu.ts';
import { judgeRows, type References } from './judge.ts';

const at = new Date('2026-11-15T04:00:00Z');
const dairy = 'dairy' as CategoryId;
const spu: Spu = {
  spuId: 'spu' as SpuId,
  code: 'MILK',
  name: '鲜牛奶',
  categoryId: dairy,
  kind: 'goods',
  description: '当天送',
  imageIds: [],
  unit: '瓶',
  options: [{ name: '规格', values: ['950毫升'] }],
  shelfLifeDays: 7,
  storage: null,
  claimHours: null,
  active: true,
  revision: 4,
  createdAt: at,
  updatedAt: at,
};
const sku: CatalogueSku = {
  skuId: 'sku' as SkuId,
  spuId: spu.spuId,
  code: 'F015',
  spec: ['950毫升'],
  unit: null,
  listFen: fen(1_580),
  originalFen: null,
  costFen: fen(1_000),
  weightGrams: 950,
  barcode: '6900000000015',
  position: 0,
  active: true,
  name: '鲜牛奶 950毫升',
  kind: 'goods',
  soldBy: '瓶',
  categoryId: dairy,
  imageId: null,
  parts: [],
};
const references: References = {
  spus: new Map([[spu.code, spu]]),
  skus: new Map([[sku.code, sku]]),
  barcodes: new Map([['6900000000015', 'F015']]),
  categories: new Map([
    ['dairy', dairy],
    ['生鲜 / 乳品', dairy],
  ]),
};
const same = { spuCode: 'MILK', code: 'F015', name: '鲜牛奶', spec: '规格:950毫升', category: 'dairy', list: '15.8' };
const judge = (...cells: readonly Readonly<Record<string, string>>[]) =>
  judgeRows(
    cells.map((each, index): ImportRow => ({ lineNumber: index + 2, cells: each })),
    references,
  );
const faultsOf = (...cells: readonly Readonly<Record<string, string>>[]) =>
  judge(...cells).map((row) => row.faults.map(({ field, code }) => `${field} ${code.replace('catalogue-row-', '')}`));

describe('a row of the catalogue', () => {
  it('says the same, changes or creates', () => {
    expect(judge(same)).toMatchObject([{ verdict: 'same', existing: { revision: 4, skuId: 'sku' } }]);
    expect(judge({ ...same, list: '¥16.9', name: '好牛奶' })).toMatchObject([
      { verdict: 'change', changedFields: ['name', 'list'], facts: { sku: { listFen: 1_690 } } },
    ]);
    const [, large] = judge(same, { ...same, code: 'F015-2', spec: '规格:1.9升', list: '29.9' });
    expect(large).toMatchObject({
      verdict: 'create',
      facts: { spu: { options: [{ values: ['950毫升', '1.9升'] }] }, sku: { spec: ['1.9升'], costFen: 0 } },
    });
  });

  it('leaves alone what the file has no column for, and takes away what is empty', () => {
    expect(judge({ ...same })[0]?.facts?.sku).toMatchObject({ weightGrams: 950, barcode: '6900000000015' });
    expect(judge({ ...same, weight: '', barcode: '' })[0]).toMatchObject({
      changedFields: ['weight', 'barcode'],
      facts: { sku: { weightGrams: null, barcode: null }, spu: { description: '当天送', shelfLifeDays: 7 } },
    });
  });

  it('reads money as spreadsheets keep it, and words as people write them', () => {
    const [row] = judge({
      ...same,
      list: '19.900000000000002',
      storage: '冷藏',
      spuActive: '否',
      category: '生鲜 / 乳品',
    });
    expect(row?.facts).toMatchObject({ sku: { listFen: 1_990 }, spu: { storage: 'chilled', active: false } });
  });

  it('is told all its faults at once', () => {
    const bad = { ...same, list: '十五', weight: '1.5', kind: '活物', barcode: '69', spec: '950毫升', category: 'x' };
    expect(faultsOf(bad)[0]?.toSorted()).toEqual([
      'barcode bad-barcode',
      'category unknown-category',
      'kind bad-choice',
      'list bad-money',
      'spec bad-spec',
      'weight bad-number',
    ]);
    expect(faultsOf({ spuCode: '牛奶', code: '' })[0]).toEqual(
      expect.arrayContaining(['spuCode bad-code', 'code empty', 'name empty', 'category empty', 'list empty']),
    );
  });

  it('does not contradict the other rows', () => {
    const other = { ...same, code: 'F015-2', spec: '规格:1.9升' };
    expect(faultsOf(same, same)).toEqual([[], ['code twice']]);
    expect(faultsOf(same, { ...other, name: '别的' })).toEqual([[], ['name differs']]);
    expect(faultsOf(same, { ...other, spec: '规格:950毫升' })).toEqual([[], ['spec same-spec']]);
    expect(faultsOf(other)).toEqual([[]]);
    expect(faultsOf({ ...other, spec: '规格:950毫升' })).toEqual([['spec same-spec']]);
    expect(faultsOf({ ...other, barcode: '6900000000015' })).toEqual([['barcode barcode-taken']]);
    expect(faultsOf({ ...same, spuCode: 'NEW' })).toEqual([['code of-other-product']]);
    expect(faultsOf({ ...same, original: '15.8' })).toEqual([['original not-reduced']]);
    expect(faultsOf({ ...same, spec: '口味:原味' })).toEqual([['spec spec-unfit']]);
    expect(faultsOf({ ...same, category: 'x' }, { ...other, category: 'x' })).toEqual([
      ['category unknown-category'],
      ['spuCode product-bad'],
    ]);
  });

  it('means the same however often it is judged', () => {
    const rows = [same, { ...same, code: 'F015-2', spec: '规格:1.9升', list: '29.9' }];
    expect(judge(...rows)).toEqual(judge(...rows));
  });
});
