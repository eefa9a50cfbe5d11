import { subscribe } from '#platform/outbox';
import { completeService } from '#modules/commerce';
import { ProjectCompleted } from '../events.ts';
import { makeDeliveryFile } from './make-delivery-file.ts';

/** The delivery file is there before anybody asks for it. */
export const onProjectCompleted = subscribe(
  'fulfilment.make-delivery-file',
  [ProjectCompleted],
  async (ctx, { payload }) => {
    await makeDeliveryFile(ctx, payload.projectId);
  },
);

/** The order of works that are done is complete, unless something of it is still to be paid. */
export const completeOrderOfWorks = subscribe(
  'fulfilment.complete-order',
  [ProjectCompleted],
  async (ctx, { payload: { cityId, orderId } }) => {
    await ctx.transaction((tx) => completeService(tx, { cityId, orderId }));
  },
);
