import type { CityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { callOffGoods } from '../orders/call-off-goods.ts';
import { lockOrders } from '../orders/call-off-store.ts';
import type { CancelReason, OrderId, OrderState } from '../orders/order.ts';

/** Calls off those of the orders that are still in one of the states and that nobody else works on; answers how many. */
export async function callOffOrders(
  ctx: Context,
  cityId: CityId,
  orderIds: readonly OrderId[],
  states: readonly OrderState[],
  reason: CancelReason,
): Promise<number> {
  return ctx.transaction(async (tx) => {
    const locked = await lockOrders(tx.db, { cityId, orderIds, skip: true });
    const orders = locked.filter(({ order }) => states.includes(order.state));
    await callOffGoods(tx, { cityId, orders, reason, by: 'system' });
    return orders.length;
  });
}
