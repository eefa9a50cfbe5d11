import { column, type Column } from '#modules/territory';

/** A column as we write it: some say in brackets what is meant, which is not read back. */
export interface CatalogueColumn extends Column {
  readonly remark?: string;
  /** Characters. */
  readonly width: number;
}

const of = (
  field: string,
  titles: readonly [string, ...string[]],
  given: { readonly required?: boolean; readonly remark?: string; readonly width?: number } = {},
): CatalogueColumn => ({
  ...column(field, titles, given.required ?? false),
  width: given.width ?? 12,
  ...(given.remark !== undefined && { remark: given.remark }),
});

/** One row is one SKU; what belongs to its SPU stands in every row of it. The codes say what is meant. */
export const COLUMNS: readonly CatalogueColumn[] = [
  of('spuCode', ['商品编码', 'spu', 'spucode'], { required: true }),
  of('code', ['规格编码', 'sku编码', 'sku', 'skucode'], { required: true }),
  of('name', ['商品名称', 'name'], { width: 24 }),
  of('spec', ['规格', 'spec'], { remark: '名称:值，多个用分号', width: 20 }),
  of('category', ['分类编码', '分类', 'category'], { width: 14 }),
  of('kind', ['类型', 'kind'], { remark: '商品或服务' }),
  of('unit', ['单位', 'unit']),
  of('list', ['标价', 'price'], { remark: '元' }),
  of('original', ['划线价', 'original'], { remark: '元' }),
  of('cost', ['成本', 'cost'], { remark: '元' }),
  of('weight', ['重量', 'weight'], { remark: '克' }),
  of('barcode', ['条码', 'barcode'], { width: 16 }),
  of('shelfLife', ['保质期', 'shelflife'], { remark: '天' }),
  of('storage', ['储存', 'storage'], { remark: '常温、冷藏或冷冻' }),
  of('claimHours', ['售后时限', 'claimhours'], { remark: '小时' }),
  of('spuActive', ['商品启用', 'spuactive'], { remark: '是或否' }),
  of('active', ['规格启用', 'active'], { remark: '是或否' }),
];

const byField = new Map(COLUMNS.map((each) => [each.field, each]));

/** 「标价」: what a person calls the column of a field. */
export const titleOf = (field: string): string => byField.get(field)?.titles[0] ?? field;

export const STORAGE_WORDS = { ambient: '常温', chilled: '冷藏', frozen: '冷冻' } as const;
export const KIND_WORDS = { goods: '商品', service: '服务' } as const;
