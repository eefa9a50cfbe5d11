import type { CityId } from '#kernel/ids';
import type { Tx } from '#platform/context';
import { fillRows } from './complete-store.ts';
import type { OrderId } from './order.ts';

/** Part: paid orders whose team is full stand from now on. Those that do not wait stay as they are. One statement. */
export async function fillOrders(tx: Tx, cityId: CityId, orderIds: readonly OrderId[]): Promise<void> {
  await fillRows(tx.db, cityId, orderIds, tx.now);
}
