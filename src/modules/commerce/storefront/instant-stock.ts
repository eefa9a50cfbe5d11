import type { CommunityId, SkuId, StockPlaceId } from '#kernel/ids';
import type { Database } from '#platform/context';
import { availableStock } from '#modules/inventory';
import { storesServing, supplyOf } from '#modules/territory';
import type { EffectiveSku } from '../catalogue/effective-sku.ts';

/** From where goods come at once, the first place first; none where no flash warehouse serves the community. */
export async function instantPlaces(db: Database, communityId: CommunityId): Promise<StockPlaceId[]> {
  const flashId = (await supplyOf(db, [communityId])).get(communityId)?.flashId ?? null;
  if (flashId === null) return [];
  const stores = (await storesServing(db, [communityId])).get(communityId) ?? [];
  return [flashId, ...stores.map((store) => store.id)];
}

/**
 * What can be had at once of each SKU: a line comes from one place, a bundle from the first; null where nobody counts.
 * The places' first read, then one.
 */
export async function instantStock(
  db: Database,
  places: readonly StockPlaceId[],
  skus: readonly Pick<EffectiveSku, 'skuId' | 'kind' | 'parts'>[],
): Promise<{ skuId: SkuId; left: number | null }[]> {
  const takenBy = ({ skuId, kind, parts }: (typeof skus)[number]): readonly { skuId: SkuId; quantity: number }[] => {
    if (kind === 'service') return [];
    return kind === 'bundle' ? parts : [{ skuId, quantity: 1 }];
  };
  const wanted = [...new Set(skus.flatMap((sku) => takenBy(sku).map((one) => one.skuId)))];
  const stock = await availableStock(db, [...places], wanted);
  return skus.map((sku) => {
    const taken = takenBy(sku);
    if (taken.length === 0) return { skuId: sku.skuId, left: null };
    const from = taken.length > 1 ? places.slice(0, 1) : places;
    const sets = from.map((place) =>
      Math.min(...taken.map((one) => Math.floor((stock.get(`${place}/${one.skuId}`)?.available ?? 0) / one.quantity))),
    );
    return { skuId: sku.skuId, left: Math.max(0, ...sets) };
  });
}
