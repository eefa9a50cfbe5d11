import type { Database, DatabaseTransaction } from '#platform/context';
import { covers, type Scope } from '#platform/permission';
import { pickupPointsByIds } from '#modules/territory';
import { touchpointsByIds } from '#modules/touchpoints';
import type { Voucher } from './voucher.ts';

type Db = Database | DatabaseTransaction;

/** Whether a voucher is handed in to the reader: in their area, at the point that they keep, or in the store where they work. */
export async function mayTake(db: Db, scope: Scope, voucher: Voucher): Promise<boolean> {
  const { cityId, storeId, communityId, pickupPointId } = voucher;
  const place = {
    cityId,
    ...(storeId !== null && { storeId }),
    ...(communityId !== null && { communityId }),
  };
  if (covers(scope, place)) return true;
  if (scope.touchpoint === undefined) return false;
  if (pickupPointId !== null) {
    const point = (await pickupPointsByIds(db, [pickupPointId])).get(pickupPointId);
    return point?.keeperId === scope.touchpoint;
  }
  const [reader] = await touchpointsByIds(db, [scope.touchpoint]);
  return reader !== undefined && reader.storeId !== null && reader.storeId === storeId;
}
