import type { CommunityId, StoreId } from '#kernel/ids';
import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { covers } from '#platform/permission';
import { CommunityChanged } from '../events.ts';
import { cityExists } from './city-store.ts';
import { communitiesByIds, communityInScope, insertCommunity, updateCommunity } from './community-store.ts';
import { partnersByIds } from './partner-store.ts';
import { setServingStores, storesByIds, storesServing } from './store-store.ts';
import {
  changedFields,
  isInChina,
  PlaceChangedMeanwhile,
  PlaceCodeTaken,
  PlaceStaysInItsCity,
  PositionOutsideChina,
  UnknownCity,
  UnknownPartner,
  UnknownStore,
  VersionRequired,
  type Community,
  type CommunityFacts,
  type Store,
} from './place.ts';

export interface SaveCommunityInput {
  /** Absent for a new community. */
  readonly id?: CommunityId | undefined;
  /** The version that the edit is based on; required with `id`. */
  readonly expectedVersion?: number | undefined;
  readonly facts: CommunityFacts;
  /** The stores that serve it; absent leaves them as they are. */
  readonly storeIds?: readonly StoreId[] | undefined;
}

/**
 * Adds or edits a community. An edit that changes nothing leaves the version and announces nothing.
 * @throws NotFound outside the actor's area; PlaceChangedMeanwhile when somebody saved it since; PlaceCodeTaken;
 * PlaceStaysInItsCity; PositionOutsideChina; UnknownCity, UnknownPartner, UnknownStore; VersionRequired.
 */
export async function saveCommunity(ctx: Context, input: SaveCommunityInput): Promise<Community> {
  return ctx.transaction(async (tx) => {
    await checkFacts(ctx, tx, input);
    const saved = input.id === undefined ? await add(ctx, tx, input) : await edit(ctx, tx, input.id, input);
    return (await communitiesByIds(tx.db, [saved])).get(saved)!;
  });
}

async function checkFacts(ctx: Context, tx: Tx, { facts, storeIds }: SaveCommunityInput): Promise<void> {
  if (!isInChina(facts.position)) throw new PositionOutsideChina();
  if (!(await cityExists(tx.db, facts.cityId))) throw new UnknownCity();
  if (facts.partnerId !== null && (await partnersByIds(tx.db, [facts.partnerId])).size === 0)
    throw new UnknownPartner();
  if (storeIds === undefined) return;
  const stores = await storesByIds(tx.db, storeIds);
  const foreign = storeIds.some((id) => {
    const store = stores.get(id);
    return store === undefined || !covers(ctx.scope, { cityId: store.cityId, storeId: id });
  });
  if (foreign) throw new UnknownStore();
}

async function add(ctx: Context, tx: Tx, { facts, storeIds }: SaveCommunityInput): Promise<CommunityId> {
  if (!covers(ctx.scope, { cityId: facts.cityId })) throw new UnknownCity();
  const id = tx.newId<'Community'>();
  if (!(await insertCommunity(tx.db, { id, ...facts, updatedAt: tx.now, version: 1 }))) {
    throw new PlaceCodeTaken(facts.externalCode);
  }
  if (storeIds !== undefined) await setServingStores(tx.db, id, storeIds);
  await announce(tx, id, facts, ['created']);
  return id;
}

async function edit(ctx: Context, tx: Tx, id: CommunityId, input: SaveCommunityInput): Promise<CommunityId> {
  const { facts, storeIds, expectedVersion } = input;
  if (expectedVersion === undefined) throw new VersionRequired();
  const before = await communityInScope(tx.db, ctx.scope, id);
  if (before === undefined) throw new NotFound('community');
  if (before.version !== expectedVersion) throw new PlaceChangedMeanwhile(before.name);
  if (before.cityId !== facts.cityId) throw new PlaceStaysInItsCity(before.name);
  const fields = changedFields<CommunityFacts>(before, facts);
  const serving = (await storesServing(tx.db, [id])).get(id) ?? [];
  const wanted = storeIds === undefined ? undefined : [...storeIds, ...foreignStores(ctx, serving)];
  if (
    wanted !== undefined &&
    !sameIds(
      wanted,
      serving.map((store) => store.id),
    )
  )
    fields.push('storeIds');
  if (fields.length === 0) return id;
  const next = { id, ...facts, updatedAt: tx.now, version: expectedVersion + 1 };
  if (!(await updateCommunity(tx.db, next, expectedVersion))) throw new PlaceChangedMeanwhile(before.name);
  if (wanted !== undefined) await setServingStores(tx.db, id, wanted);
  await announce(tx, id, facts, fields);
  return id;
}

/** Stores that the editor does not see stay as they are. */
function foreignStores(ctx: Context, serving: readonly Store[]): StoreId[] {
  return serving.filter((store) => !covers(ctx.scope, { cityId: store.cityId, storeId: store.id })).map(({ id }) => id);
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  const left = new Set(a);
  return left.size === new Set(b).size && b.every((id) => left.has(id));
}

async function announce(tx: Tx, id: CommunityId, facts: CommunityFacts, fields: readonly string[]): Promise<void> {
  await tx.announce([CommunityChanged(id, { communityId: id, cityId: facts.cityId })]);
  await tx.audit({ action: 'save-community', subject: { kind: 'community', id }, details: { fields } });
}
