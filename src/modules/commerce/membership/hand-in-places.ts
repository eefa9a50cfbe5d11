import type { CommunityId, PickupPointId, StoreId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { storesByIds, supplyOf } from '#modules/territory';
import type { SellingPlace } from '../prices/area-entry.ts';
import type { Reward } from './reward.ts';

/** Where a voucher is handed in: exactly one of the two. */
export interface HandInPlace {
  readonly pickupPointId: PickupPointId | null;
  readonly storeId: StoreId | null;
  readonly name: string;
}

/** Where somebody of a community may hand in a voucher of a reward: the store that serves it, its pick-up points. */
export async function handInPlaces(
  db: Database | DatabaseTransaction,
  reward: Pick<Reward, 'handedInAt'>,
  place: SellingPlace,
): Promise<HandInPlace[]> {
  const places: HandInPlace[] = [];
  if (reward.handedInAt !== 'point' && place.storeId !== null) {
    const store = (await storesByIds(db, [place.storeId])).get(place.storeId);
    if (store !== undefined) places.push({ pickupPointId: null, storeId: store.id, name: store.name });
  }
  if (reward.handedInAt !== 'store' && place.communityId !== null) {
    places.push(...(await pointsOf(db, place.communityId)));
  }
  return places;
}

async function pointsOf(db: Database | DatabaseTransaction, communityId: CommunityId): Promise<HandInPlace[]> {
  const points = (await supplyOf(db, [communityId])).get(communityId)?.pickupPoints ?? [];
  return points.map(({ id, name }) => ({ pickupPointId: id, storeId: null, name }));
}
