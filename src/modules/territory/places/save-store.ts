import type { StoreId } from '#kernel/ids';
import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { covers } from '#platform/permission';
import { StoreChanged } from '../events.ts';
import { cityExists } from './city-store.ts';
import { insertStore, storeInScope, storesByIds, updateStore } from './store-store.ts';
import {
  changedFields,
  isInChina,
  PlaceChangedMeanwhile,
  PlaceCodeTaken,
  PlaceStaysInItsCity,
  PositionOutsideChina,
  UnknownCity,
  VersionRequired,
  type Store,
  type StoreFacts,
} from './place.ts';

export interface SaveStoreInput {
  /** Absent for a new store. */
  readonly id?: StoreId | undefined;
  /** The version that the edit is based on; required with `id`. */
  readonly expectedVersion?: number | undefined;
  readonly facts: StoreFacts;
}

/**
 * Adds or edits a store. Which communities it serves is edited on the community, or imported.
 * @throws as saveCommunity does.
 */
export async function saveStore(ctx: Context, input: SaveStoreInput): Promise<Store> {
  return ctx.transaction(async (tx) => {
    if (!isInChina(input.facts.position)) throw new PositionOutsideChina();
    if (!(await cityExists(tx.db, input.facts.cityId))) throw new UnknownCity();
    const saved = input.id === undefined ? await add(ctx, tx, input.facts) : await edit(ctx, tx, input.id, input);
    return (await storesByIds(tx.db, [saved])).get(saved)!;
  });
}

async function add(ctx: Context, tx: Tx, facts: StoreFacts): Promise<StoreId> {
  if (!covers(ctx.scope, { cityId: facts.cityId })) throw new UnknownCity();
  const id = tx.newId<'Store'>();
  if (!(await insertStore(tx.db, { id, ...facts, updatedAt: tx.now, version: 1 }))) {
    throw new PlaceCodeTaken(facts.externalCode);
  }
  await announce(tx, id, facts, ['created']);
  return id;
}

async function edit(ctx: Context, tx: Tx, id: StoreId, { facts, expectedVersion }: SaveStoreInput): Promise<StoreId> {
  if (expectedVersion === undefined) throw new VersionRequired();
  const before = await storeInScope(tx.db, ctx.scope, id);
  if (before === undefined) throw new NotFound('store');
  if (before.version !== expectedVersion) throw new PlaceChangedMeanwhile(before.name);
  if (before.cityId !== facts.cityId) throw new PlaceStaysInItsCity(before.name);
  const fields = changedFields<StoreFacts>(before, facts);
  if (fields.length === 0) return id;
  const next = { id, ...facts, updatedAt: tx.now, version: expectedVersion + 1 };
  if (!(await updateStore(tx.db, next, expectedVersion))) throw new PlaceChangedMeanwhile(before.name);
  await announce(tx, id, facts, fields);
  return id;
}

async function announce(tx: Tx, id: StoreId, facts: StoreFacts, fields: readonly string[]): Promise<void> {
  await tx.announce([StoreChanged(id, { storeId: id, cityId: facts.cityId })]);
  await tx.audit({ action: 'save-store', subject: { kind: 'store', id }, details: { fields } });
}
