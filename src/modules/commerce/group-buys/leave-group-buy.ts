import type { CityId } from '#kernel/ids';
import type { Tx } from '#platform/context';
import type { OrderId } from '../orders/order.ts';
import { giveUpSeats } from './join-store.ts';

/**
 * Part: an order is called off, and what it took of limits and places is free again; each order once, however often it
 * is called. One statement.
 */
export async function leaveGroupBuy(
  tx: Tx,
  asked: { readonly cityId: CityId; readonly orderId: OrderId; readonly why: string },
): Promise<void> {
  await leaveGroupBuys(tx, { cityId: asked.cityId, orderIds: [asked.orderId] });
}

/** Part: the same for orders of a city at once. */
export async function leaveGroupBuys(
  tx: Tx,
  asked: { readonly cityId: CityId; readonly orderIds: readonly OrderId[] },
): Promise<void> {
  if (asked.orderIds.length > 0) await giveUpSeats(tx.db, asked);
}
