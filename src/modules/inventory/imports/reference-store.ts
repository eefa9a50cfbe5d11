import { sql } from 'kysely';
import type { StockPlaceId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Scope } from '#platform/permission';
import { storesByCodes, warehousesByCodes, type ImportRow } from '#modules/territory';
import { skuDirectory } from '../stock/sku-directory.ts';
import { coversPlace, stockPlacesByIds } from '../stock/stock-place.ts';
import type { KnownStock, StockReferences } from './stock-import.ts';

type Db = Database | DatabaseTransaction;

/** Everything that the rows of a file refer to, in a handful of queries whatever their number. */
export async function loadStockReferences(db: Db, scope: Scope, rows: readonly ImportRow[]): Promise<StockReferences> {
  const codes = distinct(rows, 'place');
  const warehouses = await warehousesByCodes(db, codes);
  const stores = await storesByCodes(db, codes);
  const ids: StockPlaceId[] = [...warehouses.values(), ...stores.values()].map((each) => each.id);
  const all = await stockPlacesByIds(db, ids);
  const mine = [...all.values()].filter((place) => coversPlace(scope, place));
  const skus = await skuDirectory().byCodes(db, distinct(rows, 'sku'));
  return {
    places: new Map(mine.map((place) => [place.code, place])),
    skus,
    stock: await knownStock(
      db,
      mine.map((place) => place.placeId),
      [...skus.values()],
    ),
  };
}

async function knownStock(
  db: Db,
  placeIds: readonly StockPlaceId[],
  skuIds: readonly string[],
): Promise<Map<string, KnownStock>> {
  const { rows } = await sql<KnownStock & { key: string }>`
    select place_id || '/' || sku_id as key, on_hand as "onHand", reserved, incoming, low_below as "lowBelow"
    from inventory.stock
    where place_id = any(${[...placeIds]}::uuid[]) and sku_id = any(${[...new Set(skuIds)]}::uuid[])
  `.execute(db);
  return new Map(rows.map(({ key, ...known }) => [key, known]));
}

function distinct(rows: readonly ImportRow[], field: string): string[] {
  return [...new Set(rows.map((row) => row.cells[field] ?? ''))].filter((value) => value !== '');
}
