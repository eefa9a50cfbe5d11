import type { Context, Tx } from '#platform/context';
import { covers } from '#platform/permission';
import { WarehouseChanged } from '../events.ts';
import { communitiesByIds } from '../places/community-store.ts';
import type { Community } from '../places/place.ts';
import { moveSupply } from './supply-store.ts';
import { warehousesByIds } from './warehouse-store.ts';
import { UnknownCommunity, WarehouseCannotSupply, type SupplyChange } from './warehouse.ts';

/**
 * Lets a grid or flash warehouse supply communities from now on, instead of the one that did; null takes them off.
 * Answers how many warehouses gained or lost a community. At most MAX_SUPPLIED_AT_ONCE communities, of one city.
 * @throws UnknownCommunity outside the editor's area; WarehouseCannotSupply
 */
export async function setSupply(ctx: Context, change: SupplyChange): Promise<{ readonly touched: number }> {
  return ctx.transaction(async (tx) => {
    const communities = await editable(ctx, tx, change);
    await checkWarehouse(tx, change, communities);
    const touched = await moveSupply(tx.db, change);
    const warehouses = await warehousesByIds(tx.db, touched);
    await tx.announce(
      [...warehouses.values()].map(({ id, cityId }) => WarehouseChanged(id, { warehouseId: id, cityId })),
    );
    if (touched.length > 0) {
      await tx.audit({
        action: 'set-supply',
        subject: { kind: 'warehouse', id: change.warehouseId ?? 'none' },
        details: { kind: change.kind, communities: communities.length },
      });
    }
    return { touched: touched.length };
  });
}

async function editable(ctx: Context, tx: Tx, { communityIds }: SupplyChange): Promise<Community[]> {
  const found = await communitiesByIds(tx.db, communityIds);
  return communityIds.map((id) => {
    const community = found.get(id);
    if (community === undefined || !covers(ctx.scope, { cityId: community.cityId })) throw new UnknownCommunity();
    return community;
  });
}

/** Stock is kept by city: a warehouse supplies its own. */
async function checkWarehouse(
  tx: Tx,
  { kind, warehouseId }: SupplyChange,
  communities: readonly Community[],
): Promise<void> {
  if (warehouseId === null) return;
  const warehouse = (await warehousesByIds(tx.db, [warehouseId])).get(warehouseId);
  const fits =
    warehouse !== undefined &&
    warehouse.kind === kind &&
    warehouse.active &&
    communities.every((each) => each.cityId === warehouse.cityId);
  if (!fits) throw new WarehouseCannotSupply(kind);
}
