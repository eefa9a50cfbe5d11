import { subscribe } from '#platform/outbox';
import { OrderCancelled } from '../events.ts';
import { takeBackCancelled } from './return-uncollected.ts';

/** Goods of an order that was called off after they were sent come back: nobody may collect them. */
export const onOrderCancelled = subscribe(
  'commerce.take-back-cancelled',
  [OrderCancelled],
  async (ctx, { payload }) => {
    if (payload.channel !== 'service') await takeBackCancelled(ctx, payload);
  },
);
