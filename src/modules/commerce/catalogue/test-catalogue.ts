import type { SkuId } from '#kernel/ids';
import { fen } from '#kernel/money';
import type { Context } from '#platform/context';
import type { CategoryFacts, CategoryId } from './category.ts';
import { saveCategory } from './save-category.ts';
import { saveSpu, type SavedSpu } from './save-spu.ts';
import type { SkuFacts, SpuFacts } from './spu.ts';

/** For tests: a category at the top unless said. */
export async function makeCategory(
  ctx: Context,
  code: string,
  facts: Partial<CategoryFacts> = {},
): Promise<CategoryId> {
  const saved = await saveCategory(ctx, {
    facts: {
      code,
      name: code,
      parentId: null,
      position: 0,
      claimHours: null,
      storage: null,
      active: true,
      ...facts,
    },
  });
  return saved.categoryId;
}

export const skuFacts = (code: string, facts: Partial<SkuFacts> = {}): SkuFacts => ({
  code,
  spec: [],
  unit: null,
  listFen: fen(1_000),
  originalFen: null,
  costFen: fen(600),
  weightGrams: null,
  barcode: null,
  active: true,
  ...facts,
});

/** For tests: a product with one SKU of the same code at ¥10 unless said. */
export async function makeProduct(
  ctx: Context,
  categoryId: CategoryId,
  code: string,
  given: { readonly facts?: Partial<SpuFacts>; readonly skus?: readonly SkuFacts[] } = {},
): Promise<SavedSpu & { readonly skuId: SkuId }> {
  const facts: SpuFacts = {
    code,
    name: `商品${code}`,
    categoryId,
    kind: 'goods',
    description: '',
    imageIds: [],
    unit: '份',
    options: [],
    shelfLifeDays: null,
    storage: null,
    claimHours: null,
    active: true,
    ...given.facts,
  };
  const saved = await saveSpu(ctx, { facts, skus: given.skus ?? [skuFacts(code)] });
  const [first] = saved.skus;
  if (first === undefined) throw new Error('a product has a SKU');
  return { ...saved, skuId: first.skuId };
}
