import { sql } from 'kysely';
import type { CityId, Id } from '#kernel/ids';
import type { DatabaseTransaction } from '#platform/context';
import type { ParcelId } from '../orders/parcel.ts';

/** Says of a new parcel which claim it makes good. */
export async function markReplacement(
  db: DatabaseTransaction,
  it: { readonly cityId: CityId; readonly parcelId: ParcelId; readonly claimId: Id<'Claim'> },
): Promise<void> {
  await sql`
    update commerce.order_parcel set replaces_for = ${it.claimId}
    where city_id = ${it.cityId} and parcel_id = ${it.parcelId}`.execute(db);
}
