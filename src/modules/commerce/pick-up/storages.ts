import type { SkuId } from '#kernel/ids';
import type { Tx } from '#platform/context';
import { categoriesOf } from '../catalogue/category-store.ts';
import { chainOf, type Storage } from '../catalogue/category.ts';
import { storedAs } from './parcel-line-store.ts';

/** How items are stored: as the product says, else the nearest category that says it, else at room temperature. */
export async function storagesOf(db: Tx['db'], skuIds: readonly SkuId[]): Promise<(skuId: SkuId) => Storage> {
  const items = await storedAs(db, skuIds);
  const categories = new Map((await categoriesOf(db)).map((each) => [each.categoryId, each]));
  return (skuId) => {
    const item = items.get(skuId);
    if (item === undefined) return 'ambient';
    if (item.own !== null) return item.own;
    return chainOf(categories, item.categoryId)?.find((each) => each.storage !== null)?.storage ?? 'ambient';
  };
}
