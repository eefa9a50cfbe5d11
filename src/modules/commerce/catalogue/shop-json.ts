import type { EffectiveSku } from './effective-sku.ts';
import type { ShopProduct } from './read-shop.ts';

const skuJson = ({ skuId, code, spec, unit, kind, priceFen, originalFen }: EffectiveSku) => ({
  skuId,
  code,
  spec,
  unit,
  kind,
  priceFen,
  originalFen,
});

/** A product in a list of the shop. */
export const shopItemJson = ({ spu, skus }: ShopProduct) => ({
  spuId: spu.spuId,
  name: spu.name,
  categoryId: spu.categoryId,
  imageId: spu.imageIds[0] ?? null,
  skus: skus.map(skuJson),
});

/** All that the page of a product shows; `values` are those of each SKU's options. */
export function shopProductJson({
  spu,
  skus,
  values,
}: ShopProduct & { readonly values: ReadonlyMap<string, readonly string[]> }) {
  const [first] = skus;
  return {
    ...shopItemJson({ spu, skus }),
    categoryPath: first?.categoryPath ?? '',
    description: spu.description,
    imageIds: [...spu.imageIds],
    options: spu.options.map((option) => ({ name: option.name, values: [...option.values] })),
    shelfLifeDays: spu.shelfLifeDays,
    storage: first?.storage ?? ('ambient' as const),
    claimHours: first?.claimHours ?? 0,
    skus: skus.map((sku) => ({
      ...skuJson(sku),
      values: [...(values.get(sku.skuId) ?? [])],
      why: sku.why,
      parts: sku.parts.map((part) => ({ ...part })),
    })),
  };
}
