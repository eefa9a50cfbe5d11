import { subscribe } from '#platform/outbox';
import { OrderCancelled } from '#modules/commerce/events';
import { stopProject } from './stop-project.ts';

export const onOrderCancelled = subscribe('fulfilment.stop-project', [OrderCancelled], async (ctx, { payload }) => {
  if (payload.channel !== 'service') return;
  await stopProject(ctx, { cityId: payload.cityId, orderId: payload.orderId });
});
