import { NotFound } from '#kernel/errors';
import type { PickupPointId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { covers } from '#platform/permission';
import { PickupPointChanged } from '../events.ts';
import { communitiesByIds } from '../places/community-store.ts';
import {
  changedFields,
  PlaceChangedMeanwhile,
  PlaceCodeTaken,
  PlaceStaysInItsCity,
  VersionRequired,
} from '../places/place.ts';
import {
  insertPickupPoint,
  pickupPointInScope,
  pickupPointsByIds,
  pointsWithNested,
  updatePickupPoint,
} from './pickup-point-store.ts';
import {
  checkRestDays,
  PickupPointCannotNest,
  sortedDays,
  type PickupPoint,
  type PickupPointFacts,
} from './pickup-point.ts';
import { UnknownCommunity } from './warehouse.ts';

export interface SavePickupPointInput {
  /** Absent for a new point. */
  readonly id?: PickupPointId | undefined;
  /** The version that the edit is based on; required with `id`. */
  readonly expectedVersion?: number | undefined;
  /** The city is that of the community. */
  readonly facts: Omit<PickupPointFacts, 'cityId'>;
}

/**
 * Adds or edits a pick-up point.
 * @throws UnknownCommunity outside the editor's area; PickupPointCannotNest, PickupPointRestsAllWeek; NotFound,
 * PlaceChangedMeanwhile, PlaceCodeTaken, PlaceStaysInItsCity, VersionRequired
 */
export async function savePickupPoint(ctx: Context, input: SavePickupPointInput): Promise<PickupPoint> {
  return ctx.transaction(async (tx) => {
    const saved = input.id === undefined ? await add(ctx, tx, input) : await edit(ctx, tx, input.id, input);
    return (await pickupPointsByIds(tx.db, [saved])).get(saved)!;
  });
}

async function checkedFacts(ctx: Context, tx: Tx, { id, facts }: SavePickupPointInput): Promise<PickupPointFacts> {
  checkRestDays(facts.restDays);
  const { communityId, parentId } = facts;
  const community = (await communitiesByIds(tx.db, [communityId])).get(communityId);
  if (community === undefined || !covers(ctx.scope, { cityId: community.cityId, communityId })) {
    throw new UnknownCommunity();
  }
  const { cityId } = community;
  if (parentId !== null) {
    const parent = (await pickupPointsByIds(tx.db, [parentId])).get(parentId);
    const nested = id !== undefined && (await pointsWithNested(tx.db, [id])).has(id);
    if (parent === undefined || parent.parentId !== null || parent.cityId !== cityId || parentId === id || nested) {
      throw new PickupPointCannotNest();
    }
  }
  return { ...facts, cityId, restDays: sortedDays(facts.restDays) };
}

async function add(ctx: Context, tx: Tx, input: SavePickupPointInput): Promise<PickupPointId> {
  const facts = await checkedFacts(ctx, tx, input);
  const id: PickupPointId = tx.newId<'PickupPoint'>();
  if (!(await insertPickupPoint(tx.db, { id, ...facts, updatedAt: tx.now, version: 1 }))) {
    throw new PlaceCodeTaken(facts.externalCode);
  }
  await announcePoint(tx, id, facts, ['created']);
  return id;
}

async function edit(ctx: Context, tx: Tx, id: PickupPointId, input: SavePickupPointInput): Promise<PickupPointId> {
  const { expectedVersion } = input;
  if (expectedVersion === undefined) throw new VersionRequired();
  const before = await pickupPointInScope(tx.db, ctx.scope, id);
  if (before === undefined) throw new NotFound('pickup-point');
  const facts = await checkedFacts(ctx, tx, input);
  if (before.version !== expectedVersion) throw new PlaceChangedMeanwhile(before.name);
  if (before.cityId !== facts.cityId) throw new PlaceStaysInItsCity(before.name);
  const fields = changedFields<PickupPointFacts>(before, facts);
  if (fields.length === 0) return id;
  const next = { id, ...facts, updatedAt: tx.now, version: expectedVersion + 1 };
  if (!(await updatePickupPoint(tx.db, next, expectedVersion))) throw new PlaceChangedMeanwhile(before.name);
  await announcePoint(tx, id, facts, fields);
  return id;
}

/** Part of the verbs that write a point: the event and the audit of it. */
export async function announcePoint(
  tx: Tx,
  id: PickupPointId,
  { cityId, communityId, keeperId }: PickupPointFacts,
  fields: readonly string[],
): Promise<void> {
  await tx.announce([PickupPointChanged(id, { pickupPointId: id, cityId, communityId, touchpointId: keeperId })]);
  await tx.audit({ action: 'save-pickup-point', subject: { kind: 'pickup_point', id }, details: { fields } });
}
