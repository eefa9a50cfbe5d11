import type { Id } from '#kernel/ids';
import { subscribeBatch } from '#platform/outbox';
import { OrderCancelled, OrderPlaced } from '../events.ts';
import { noteFirstOrders, releaseFirstOrders, renoteFirstOrders } from './first-order-store.ts';
import type { OrderKey } from './spent-store.ts';
import { countDays } from './usage-store.ts';

/**
 * Keeps what hangs on orders without slowing them: who has had a first order (orders with a first-order benefit claimed
 * it themselves), and what promotions took off by day.
 */
export const countOrdersOfPromotions = subscribeBatch(
  'commerce.count-orders-of-promotions',
  [OrderPlaced, OrderCancelled],
  async (tx, events) => {
    const of = (type: string) => events.filter((event) => event.type === type);
    const placed = of(OrderPlaced.type).map(keyOf);
    const cancelled = of(OrderCancelled.type).map(keyOf);
    if (placed.length > 0) {
      await noteFirstOrders(tx.db, placed);
      await countDays(tx.db, placed, 1);
    }
    if (cancelled.length === 0) return;
    await countDays(tx.db, cancelled, -1);
    const ofCustomers = of(OrderCancelled.type).flatMap(({ payload: { customerKey, orderId } }) =>
      customerKey === null ? [] : [{ customerKey, orderId: orderId as Id<'Order'> }],
    );
    if (ofCustomers.length === 0) return;
    await releaseFirstOrders(tx.db, ofCustomers);
    await renoteFirstOrders(
      tx.db,
      ofCustomers.map((each) => each.customerKey),
    );
  },
);

const keyOf = ({ payload }: { readonly payload: OrderKey }): OrderKey => ({
  cityId: payload.cityId,
  orderId: payload.orderId,
});
