import { NotFound } from '#kernel/errors';
import type { WarehouseId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { covers } from '#platform/permission';
import { WarehouseChanged } from '../events.ts';
import { cityExists } from '../places/city-store.ts';
import {
  changedFields,
  isInChina,
  PlaceChangedMeanwhile,
  PlaceCodeTaken,
  PlaceStaysInItsCity,
  PositionOutsideChina,
  UnknownCity,
  VersionRequired,
} from '../places/place.ts';
import { insertWarehouse, updateWarehouse, warehouseInScope, warehousesByIds } from './warehouse-store.ts';
import { WarehouseStaysItsKind, type Warehouse, type WarehouseFacts } from './warehouse.ts';

export interface SaveWarehouseInput {
  /** Absent for a new warehouse. */
  readonly id?: WarehouseId | undefined;
  /** The version that the edit is based on; required with `id`. */
  readonly expectedVersion?: number | undefined;
  readonly facts: WarehouseFacts;
}

/**
 * Adds or edits a warehouse. Which communities it supplies is `setSupply`, or imported.
 * @throws as saveStore does; WarehouseStaysItsKind
 */
export async function saveWarehouse(ctx: Context, input: SaveWarehouseInput): Promise<Warehouse> {
  return ctx.transaction(async (tx) => {
    const saved = input.id === undefined ? await add(ctx, tx, input.facts) : await edit(ctx, tx, input.id, input);
    return (await warehousesByIds(tx.db, [saved])).get(saved)!;
  });
}

/** @throws PositionOutsideChina, UnknownCity */
async function checkFacts(ctx: Context, tx: Tx, { cityId, position }: WarehouseFacts): Promise<void> {
  if (!isInChina(position)) throw new PositionOutsideChina();
  if (!(await cityExists(tx.db, cityId)) || !covers(ctx.scope, { cityId })) throw new UnknownCity();
}

async function add(ctx: Context, tx: Tx, facts: WarehouseFacts): Promise<WarehouseId> {
  await checkFacts(ctx, tx, facts);
  const id: WarehouseId = tx.newId<'Warehouse'>();
  if (!(await insertWarehouse(tx.db, { id, ...facts, updatedAt: tx.now, version: 1 }))) {
    throw new PlaceCodeTaken(facts.externalCode);
  }
  await announce(tx, id, facts, ['created']);
  return id;
}

async function edit(
  ctx: Context,
  tx: Tx,
  id: WarehouseId,
  { facts, expectedVersion }: SaveWarehouseInput,
): Promise<WarehouseId> {
  if (expectedVersion === undefined) throw new VersionRequired();
  const before = await warehouseInScope(tx.db, ctx.scope, id);
  if (before === undefined) throw new NotFound('warehouse');
  await checkFacts(ctx, tx, facts);
  if (before.version !== expectedVersion) throw new PlaceChangedMeanwhile(before.name);
  if (before.cityId !== facts.cityId) throw new PlaceStaysInItsCity(before.name);
  if (before.kind !== facts.kind) throw new WarehouseStaysItsKind(before.name);
  const fields = changedFields<WarehouseFacts>(before, facts);
  if (fields.length === 0) return id;
  const next = { id, ...facts, updatedAt: tx.now, version: expectedVersion + 1 };
  if (!(await updateWarehouse(tx.db, next, expectedVersion))) throw new PlaceChangedMeanwhile(before.name);
  await announce(tx, id, facts, fields);
  return id;
}

async function announce(tx: Tx, id: WarehouseId, facts: WarehouseFacts, fields: readonly string[]): Promise<void> {
  await tx.announce([WarehouseChanged(id, { warehouseId: id, cityId: facts.cityId })]);
  await tx.audit({ action: 'save-warehouse', subject: { kind: 'warehouse', id }, details: { fields } });
}
