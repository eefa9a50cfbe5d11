import { NotFound } from '#kernel/errors';
import type { CityId, StockPlaceId, StoreId, WarehouseId } from '#kernel/ids';
import type { Context, Database, DatabaseTransaction } from '#platform/context';
import { covers, type Scope } from '#platform/permission';
import { storesByIds, warehousesByIds, type WarehouseKind } from '#modules/territory';

/** Where stock lies: a warehouse, or a store. */
export interface StockPlace {
  readonly placeId: StockPlaceId;
  readonly kind: WarehouseKind | 'store';
  readonly code: string;
  readonly name: string;
  readonly cityId: CityId;
  readonly cityName: string;
}

/** Places by id; ids that are neither a warehouse's nor a store's are absent. */
export async function stockPlacesByIds(
  db: Database | DatabaseTransaction,
  ids: readonly StockPlaceId[],
): Promise<Map<StockPlaceId, StockPlace>> {
  const warehouses = await warehousesByIds(db, ids as readonly WarehouseId[]);
  const stores = await storesByIds(db, ids as readonly StoreId[]);
  const place = (kind: StockPlace['kind'], of: StockFacts): [StockPlaceId, StockPlace] => [
    of.id,
    { placeId: of.id, kind, code: of.externalCode, name: of.name, cityId: of.cityId, cityName: of.cityName },
  ];
  return new Map([
    ...[...warehouses.values()].map((each) => place(each.kind, each)),
    ...[...stores.values()].map((each) => place('store', each)),
  ]);
}

interface StockFacts {
  readonly id: StockPlaceId;
  readonly externalCode: string;
  readonly name: string;
  readonly cityId: CityId;
  readonly cityName: string;
}

/** Whether somebody with this scope may see and change the stock of a place. */
export function coversPlace(scope: Scope, { cityId, kind, placeId }: StockPlace): boolean {
  return covers(scope, kind === 'store' ? { cityId, storeId: placeId as StoreId } : { cityId });
}

/** The place, if the actor may change its stock. @throws NotFound */
export async function stockPlace(
  ctx: Context,
  db: Database | DatabaseTransaction,
  placeId: StockPlaceId,
): Promise<StockPlace> {
  const place = (await stockPlacesByIds(db, [placeId])).get(placeId);
  if (place === undefined || !coversPlace(ctx.scope, place)) throw new NotFound('stock-place');
  return place;
}
