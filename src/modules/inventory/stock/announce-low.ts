import type { CityId } from '#kernel/ids';
import type { Tx } from '#platform/context';
import { StockLow } from '../events.ts';
import type { LowRow } from './reservation-store.ts';

/** Part: says of which items there is little now, once in the moment in which they fall below their threshold. */
export async function announceLow(tx: Tx, cityId: CityId, low: readonly LowRow[]): Promise<void> {
  if (low.length === 0) return;
  await tx.announce(low.map((row) => StockLow(`${row.placeId}/${row.skuId}`, { cityId, ...row })));
}
