import type { SkuId, StockPlaceId } from '#kernel/ids';
import type { Database } from '#platform/context';
import type { StockItem } from '../contract.ts';
import { skuDirectory, UNKNOWN_SKU } from './sku-directory.ts';
import { stockPlacesByIds } from './stock-place.ts';
import type { Stock } from './stock.ts';

/** What an item and a place are called, for rows that name both. */
export interface StockNames {
  readonly placeName: string;
  readonly placeKind: StockItem['placeKind'];
  readonly cityName: string;
  readonly skuCode: string;
  readonly skuName: string;
  readonly skuUnit: string;
}

/** Names for rows, in three queries whatever their number. */
export async function namesOf(
  db: Database,
  rows: readonly { readonly placeId: StockPlaceId; readonly skuId: SkuId }[],
): Promise<(row: { readonly placeId: StockPlaceId; readonly skuId: SkuId }) => StockNames> {
  const places = await stockPlacesByIds(db, [...new Set(rows.map((row) => row.placeId))]);
  const skus = await skuDirectory().byIds(db, [...new Set(rows.map((row) => row.skuId))]);
  return ({ placeId, skuId }) => {
    const place = places.get(placeId);
    const sku = skus.get(skuId) ?? UNKNOWN_SKU;
    return {
      placeName: place?.name ?? '',
      placeKind: place?.kind ?? 'store',
      cityName: place?.cityName ?? '',
      skuCode: sku.code,
      skuName: sku.name,
      skuUnit: sku.unit,
    };
  };
}

/** Rows of stock as screens show them. */
export async function describeStock(db: Database, rows: readonly Stock[]): Promise<StockItem[]> {
  const names = await namesOf(db, rows);
  return rows.map((row) => ({
    ...row,
    ...names(row),
    low: row.lowBelow !== null && row.available < row.lowBelow,
    changedAt: row.changedAt.toISOString(),
  }));
}
