import type { Context, Database } from '#platform/context';
import { covers } from '#platform/permission';
import type { ProductAnswer, ProductItem, SkuItem } from '../contract.ts';
import { PriceAreaUnknown, type EntryPlace } from '../prices/area-entry.ts';
import { findArea, placeOfArea, type AreaAsked } from '../prices/signing-area.ts';
import { chainOf, pathOf, subtreeOf, type Category, type CategoryId } from './category.ts';
import { categoriesOf } from './category-store.ts';
import { effectiveSkusOfSpus } from './effective-sku-store.ts';
import type { CatalogueSku, Spu } from './spu.ts';
import { skusOfSpus, type ProductFilter } from './spu-store.ts';

/** A filter as people choose it, with everything below the category. */
export async function filterOf(
  db: Database,
  { categoryId, ...filter }: Omit<ProductFilter, 'categoryIds'> & { readonly categoryId?: CategoryId | undefined },
): Promise<ProductFilter> {
  if (categoryId === undefined) return filter;
  return { ...filter, categoryIds: [...subtreeOf(await categoriesOf(db), categoryId)] };
}

/** The place whose prices are shown; those of an area only to whoever has something there. @throws PriceAreaUnknown */
export async function shownPlace(ctx: Context, asked: AreaAsked): Promise<EntryPlace> {
  const found = await findArea(ctx.db, asked);
  if (found === undefined) throw new PriceAreaUnknown();
  const { area } = found;
  const seen = area.kind === 'all' || area.kind === 'region' || covers(ctx.scope, area);
  if (!seen) throw new PriceAreaUnknown();
  return placeOfArea(ctx.db, area);
}

export const pathsOf = (categories: readonly Category[]): ((id: CategoryId) => string) => {
  const byId = new Map(categories.map((each) => [each.categoryId, each]));
  return (id) => pathOf(chainOf(byId, id) ?? []);
};

/** SPUs with what their SKUs cost at a place, and whether they are sold there. */
export async function describeItems(
  db: Database,
  spus: readonly Spu[],
  place: EntryPlace,
  at: Date,
): Promise<ProductItem[]> {
  const spuIds = spus.map((spu) => spu.spuId);
  const effective = new Map((await effectiveSkusOfSpus(db, { spuIds, place, at })).map((sku) => [sku.skuId, sku]));
  const own = Map.groupBy(await skusOfSpus(db, spuIds), (sku) => sku.spuId);
  const path = pathsOf(await categoriesOf(db));
  return spus.map((spu) => {
    const skus = own.get(spu.spuId) ?? [];
    return {
      spuId: spu.spuId,
      code: spu.code,
      name: spu.name,
      kind: skus.some((sku) => sku.kind === 'bundle') ? 'bundle' : spu.kind,
      categoryId: spu.categoryId,
      categoryPath: path(spu.categoryId),
      imageId: spu.imageIds[0] ?? null,
      active: spu.active,
      revision: spu.revision,
      updatedAt: spu.updatedAt.toISOString(),
      skus: skus.flatMap((sku) => {
        const now = effective.get(sku.skuId);
        if (now === undefined) return [];
        const { skuId, code, name, soldBy: unit, active, listFen } = sku;
        const { priceFen, why, listed, notListedWhy } = now;
        return { skuId, code, name, unit, active, listFen, priceFen, why, listed, notListedWhy };
      }),
    };
  });
}

export const skuJson = ({ position: _, imageId: _image, categoryId: _category, soldBy, ...sku }: CatalogueSku) => ({
  ...sku,
  spec: [...sku.spec],
  unit: soldBy,
  parts: sku.parts.map((part) => ({ ...part })),
});

export function productJson(spu: Spu, skus: readonly CatalogueSku[], categories: readonly Category[]): ProductAnswer {
  const { createdAt: _, updatedAt, ...facts } = spu;
  return {
    ...facts,
    imageIds: [...facts.imageIds],
    options: facts.options.map((option) => ({ name: option.name, values: [...option.values] })),
    categoryPath: pathsOf(categories)(spu.categoryId),
    skus: skus.map(skuJson),
    updatedAt: updatedAt.toISOString(),
  };
}

export const skuItemJson = (sku: CatalogueSku, path: (id: CategoryId) => string): SkuItem => ({
  ...skuJson(sku),
  categoryId: sku.categoryId,
  categoryPath: path(sku.categoryId),
  imageId: sku.imageId,
});
