import type { Id } from '#kernel/ids';
import { subscribeBatch } from '#platform/outbox';
import { OrderCompleted, OrderRefunded } from '../events.ts';
import { countOrders } from './count-orders.ts';

/** Points, levels and badges follow orders that are completed, and what goes back of them. */
export const countOrdersOfMembers = subscribeBatch(
  'commerce.count-orders-of-members',
  [OrderCompleted, OrderRefunded],
  async (tx, events) => {
    const news = events
      .filter(({ payload }) => payload.customerKey !== null)
      .map(({ type, payload }) => ({
        cityId: payload.cityId,
        orderId: payload.orderId as Id<'Order'>,
        completed: type === OrderCompleted.type,
        at: new Date('completedAt' in payload ? payload.completedAt : payload.refundedAt),
      }));
    await countOrders(tx, news);
  },
);
