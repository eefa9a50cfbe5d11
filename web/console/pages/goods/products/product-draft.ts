import type { ProductAnswer, ProductBody } from '#modules/commerce/contract';

type SkuAnswer = ProductAnswer['skus'][number];
export type Storage = NonNullable<ProductBody['storage']>;

export const STORAGES: Readonly<Record<Storage, string>> = { ambient: '常温', chilled: '冷藏', frozen: '冷冻' };

/** A SKU as it is edited: money in yuan, numbers null while they are not filled in. */
export interface SkuDraft {
  readonly skuId: SkuAnswer['skuId'] | undefined;
  readonly code: string;
  readonly spec: readonly string[];
  readonly unit: string;
  readonly listYuan: number | null;
  readonly originalYuan: number | null;
  readonly costYuan: number | null;
  readonly weightGrams: number | null;
  readonly barcode: string;
  readonly active: boolean;
}

export interface OptionDraft {
  readonly name: string;
  readonly values: readonly string[];
}

export interface ProductDraft {
  readonly code: string;
  readonly name: string;
  readonly categoryId: ProductBody['categoryId'] | undefined;
  readonly kind: ProductBody['kind'];
  readonly description: string;
  readonly imageIds: ProductBody['imageIds'];
  readonly unit: string;
  readonly options: readonly OptionDraft[];
  readonly shelfLifeDays: number | null;
  readonly storage: Storage | undefined;
  readonly claimHours: number | null;
  readonly active: boolean;
  readonly skus: readonly SkuDraft[];
}

const EMPTY_SKU: SkuDraft = {
  skuId: undefined,
  code: '',
  spec: [],
  unit: '',
  listYuan: null,
  originalYuan: null,
  costYuan: null,
  weightGrams: null,
  barcode: '',
  active: true,
};

export const EMPTY_PRODUCT: ProductDraft = {
  code: '',
  name: '',
  categoryId: undefined,
  kind: 'goods',
  description: '',
  imageIds: [],
  unit: '份',
  options: [],
  shelfLifeDays: null,
  storage: undefined,
  claimHours: null,
  active: true,
  skus: [EMPTY_SKU],
};

const yuanOf = (fen: number | null): number | null => (fen === null ? null : fen / 100);
const fenOf = (yuan: number | null): number => Math.round((yuan ?? 0) * 100);

export function productDraft(product: ProductAnswer): ProductDraft {
  const { code, name, categoryId, kind, description, imageIds, unit, options, shelfLifeDays, claimHours, active } =
    product;
  return {
    code,
    name,
    categoryId,
    kind,
    description,
    imageIds,
    unit,
    options,
    shelfLifeDays,
    claimHours,
    active,
    storage: product.storage ?? undefined,
    skus: product.skus.map((sku) => ({
      skuId: sku.skuId,
      code: sku.code,
      spec: sku.spec,
      unit: sku.unit === unit ? '' : sku.unit,
      listYuan: yuanOf(sku.listFen),
      originalYuan: yuanOf(sku.originalFen),
      costYuan: yuanOf(sku.costFen),
      weightGrams: sku.weightGrams,
      barcode: sku.barcode ?? '',
      active: sku.active,
    })),
  };
}

export function productBodyOf(draft: ProductDraft): ProductBody {
  const { categoryId, storage, ...facts } = draft;
  return {
    ...facts,
    // The form cannot be sent without one.
    categoryId: categoryId as ProductBody['categoryId'],
    code: draft.code.trim(),
    name: draft.name.trim(),
    description: draft.description.trim(),
    unit: draft.unit.trim(),
    options: draft.options.map(({ name, values }) => ({ name: name.trim(), values: [...values] })),
    storage: storage ?? null,
    skus: draft.skus.map((sku) => ({
      ...(sku.skuId === undefined ? {} : { skuId: sku.skuId }),
      code: sku.code.trim(),
      spec: [...sku.spec],
      unit: sku.unit.trim() === '' ? null : sku.unit.trim(),
      listFen: fenOf(sku.listYuan),
      originalFen: sku.originalYuan === null ? null : fenOf(sku.originalYuan),
      costFen: fenOf(sku.costYuan),
      weightGrams: sku.weightGrams,
      barcode: sku.barcode.trim() === '' ? null : sku.barcode.trim(),
      active: sku.active,
    })),
  };
}

const CODE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;
const MOST_SKUS = 100;

/** What is missing or wrong, in words; undefined when it can be sent. */
export function productFault(draft: ProductDraft): string | undefined {
  if (draft.name.trim() === '') return '写上名称';
  if (!CODE.test(draft.code.trim())) return '编码用字母、数字、横线';
  if (draft.categoryId === undefined) return '选一个分类';
  if (draft.unit.trim() === '') return '写上单位';
  const option = draft.options.find(({ name, values }) => name.trim() === '' || values.length === 0);
  if (option !== undefined) return option.name.trim() === '' ? '给规格选项起个名字' : `${option.name}还没有可选的值`;
  if (draft.skus.length === 0) return '至少要有一个规格';
  if (draft.skus.length > MOST_SKUS) return `规格最多 ${MOST_SKUS} 个，现在有 ${draft.skus.length} 个`;
  for (const sku of draft.skus) {
    const fault = skuFault(sku);
    if (fault !== undefined) return sku.spec.length === 0 ? fault : `${sku.spec.join(' ')}：${fault}`;
  }
  return undefined;
}

function skuFault({ code, listYuan, originalYuan, barcode }: SkuDraft): string | undefined {
  if (!CODE.test(code.trim())) return '规格编码用字母、数字、横线';
  if (listYuan === null) return '写上标价';
  if (originalYuan !== null && originalYuan <= listYuan) return '划线价要比标价高';
  return barcode.trim() !== '' && !/^\d{6,14}$/.test(barcode.trim()) ? '条码是 6 到 14 位数字' : undefined;
}

/**
 * The draft with other options: one SKU for every combination of values. Those that are there already keep what they
 * say; a new one takes the price of the first, and a code that counts on from the product's.
 */
export function withOptions(draft: ProductDraft, options: readonly OptionDraft[]): ProductDraft {
  const specs = options.reduce<readonly (readonly string[])[]>(
    (some, { values }) =>
      values.length === 0 ? some : some.flatMap((spec) => values.map((value) => [...spec, value])),
    [[]],
  );
  const known = new Map(draft.skus.map((sku) => [JSON.stringify(sku.spec), sku]));
  const taken = new Set(draft.skus.map((sku) => sku.code));
  const first = draft.skus[0] ?? EMPTY_SKU;
  const skus = specs.slice(0, MOST_SKUS + 1).map((spec, at): SkuDraft => {
    const same = known.get(JSON.stringify(spec));
    if (same !== undefined) return same;
    // The first value of a new option is what was sold without it.
    const was = known.get(JSON.stringify(spec.slice(0, -1)));
    const before =
      was !== undefined && draft.options.length < options.length && isFirst(spec, options) ? was : undefined;
    if (before !== undefined) return { ...before, spec };
    const code = freeCode(draft.code.trim(), at, taken);
    taken.add(code);
    return { ...EMPTY_SKU, code, spec, unit: first.unit, listYuan: first.listYuan, costYuan: first.costYuan };
  });
  return { ...draft, options, skus };
}

const isFirst = (spec: readonly string[], options: readonly OptionDraft[]): boolean =>
  spec.at(-1) === options.at(-1)?.values[0];

function freeCode(base: string, at: number, taken: ReadonlySet<string>): string {
  if (base === '') return '';
  for (let number = at + 1; ; number += 1) {
    const code = `${base}-${number}`;
    if (!taken.has(code)) return code;
  }
}

/** One picture moved by a place, or taken away. */
export function movedPicture<Id>(ids: readonly Id[], at: number, by: -1 | 1): Id[] {
  const to = at + by;
  const moved = [...ids];
  const [one] = moved.splice(at, 1);
  if (one === undefined || to < 0 || to >= ids.length) return [...ids];
  moved.splice(to, 0, one);
  return moved;
}
