import type { CityId } from '#kernel/ids';
import type { Tx } from '#platform/context';
import { keepReservations } from './reservation-store.ts';
import { ReservationGone } from './stock.ts';

/**
 * Part: what holders have reserved is theirs without limit, because it is paid. May be repeated. One statement.
 * @throws ReservationGone for holders that have nothing reserved: released, or never reserved
 */
export async function keepStock(
  tx: Tx,
  asked: { readonly cityId: CityId; readonly holderIds: readonly string[] },
): Promise<void> {
  if (asked.holderIds.length === 0) return;
  const holderIds = [...new Set(asked.holderIds)].toSorted();
  const gone = await keepReservations(tx.db, { cityId: asked.cityId, holderIds, at: tx.now });
  if (gone.length > 0) throw new ReservationGone(gone);
}
