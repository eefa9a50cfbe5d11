import type { ShopItem } from '#modules/commerce/contract';

export type ItemSku = ShopItem['skus'][number];
export type ItemOption = ShopItem['options'][number];

/** The SKU with these values, one for each option; undefined where there is none. */
export const skuWith = (skus: readonly ItemSku[], values: readonly string[]): ItemSku | undefined =>
  skus.find((sku) => sku.values.length === values.length && sku.values.every((value, at) => value === values[at]));

/**
 * The SKU after a value of one option was picked: the same in the others where there is one, else the nearest that has
 * the value, so that no tap leads nowhere.
 */
export function afterPick(skus: readonly ItemSku[], from: ItemSku, at: number, value: string): ItemSku {
  const wanted = from.values.map((old, index) => (index === at ? value : old));
  const exact = skuWith(skus, wanted);
  if (exact !== undefined) return exact;
  const alike = (sku: ItemSku): number => sku.values.filter((one, index) => one === wanted[index]).length;
  const [nearest] = skus.filter((sku) => sku.values[at] === value).toSorted((a, b) => alike(b) - alike(a));
  return nearest ?? from;
}

/** Values of an option that some SKU has. */
export const offeredValues = (skus: readonly ItemSku[], option: ItemOption, at: number): string[] =>
  option.values.filter((value) => skus.some((sku) => sku.values[at] === value));
