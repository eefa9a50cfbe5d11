import type { CityId, CommunityId, Id, StoreId, TouchpointId } from '#kernel/ids';
import { saveWarehouse, savePickupPoint, setSupply } from '#modules/territory';
import { adjustStock, reserveStock } from '#modules/inventory';
import type { ServerWorld } from '#testing';

/** Whose goods lie where. */
interface StockGround {
  readonly mark: string;
  readonly cityId: CityId;
  readonly storeId: StoreId;
  readonly communityIds: readonly CommunityId[];
  readonly stewardId: TouchpointId;
}

/** A warehouse for the first community, a point that the steward keeps, and goods in the store that an order holds. */
export async function makeStock(
  server: ServerWorld,
  { mark, cityId, storeId, communityIds, stewardId }: StockGround,
): Promise<{ warehouse: string[]; pickupPoint: string[]; stockSku: string[]; stockImport: string[] }> {
  const { world } = server;
  const [communityId] = communityIds;
  const common = { externalCode: `WH-${mark}`, name: `${mark}仓`, active: true };
  const position = { lng: 120.1, lat: 30.2 };
  const { id: warehouseId } = await saveWarehouse(world.ctx(), {
    facts: { ...common, kind: 'grid', cityId, position },
  });
  await setSupply(world.ctx(), { kind: 'grid', warehouseId, communityIds: [communityId!] });
  const point = { pickupOnly: false, restDays: [7], address: `${mark}门口`, parentId: null, keeperId: stewardId };
  const { id: pointId } = await savePickupPoint(world.ctx(), {
    facts: { ...common, ...point, externalCode: `PP-${mark}`, name: `${mark}自提点`, communityId: communityId! },
  });
  const skuId: Id<'Sku'> = world.ctx().newId<'Sku'>();
  await adjustStock(world.ctx(), { placeId: storeId, reason: 'counted', lines: [{ skuId, counted: 9 }] });
  const lines = [{ placeId: storeId, skuId, quantity: 2 }];
  const holderId = world.ctx().newId<'Order'>();
  await world.ctx().transaction((tx) => reserveStock(tx, { cityId, holderId, heldUntil: null, lines }));
  const manager = await server.signInAs('admin', { areaKind: 'store', areaId: storeId });
  const csv = { name: `${mark}.csv`, type: 'text/csv', bytes: `仓库编码,商品编码,在库\nWH-${mark},${mark},3\n` };
  const uploaded = await manager.upload('/api/inventory/imports', csv);
  if (uploaded.status !== 201) throw new Error(`no stock could be imported: ${uploaded.status} ${uploaded.text}`);
  const { importId } = uploaded.body as { importId: string };
  return { warehouse: [warehouseId], pickupPoint: [pointId], stockSku: [skuId], stockImport: [importId] };
}
