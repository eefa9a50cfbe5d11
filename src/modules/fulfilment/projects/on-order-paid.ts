import { subscribe } from '#platform/outbox';
import { completeService } from '#modules/commerce';
import { OrderPaid } from '#modules/commerce/events';
import { projectOfOrder } from './project-store.ts';
import { startProject } from './start-project.ts';

/**
 * The deposit of a service lets its works begin. What is paid later completes its order, if the works are done; what is
 * paid for goods changes nothing here.
 */
export const onOrderPaid = subscribe(
  'fulfilment.start-project',
  [OrderPaid],
  async (ctx, { payload }) => {
    const { cityId, orderId } = payload;
    if (payload.stage !== 'deposit') {
      if ((await projectOfOrder(ctx.db, orderId))?.state !== 'completed') return;
      await ctx.transaction((tx) => completeService(tx, { cityId, orderId }));
      return;
    }
    const { orderNumber, communityId, storeId, customerKey, personId, packageId } = payload;
    const { leadId, shareToken } = payload;
    if (communityId === null || customerKey === null || personId === null || packageId === null) return;
    await startProject(ctx, {
      orderId,
      orderNumber,
      cityId,
      communityId,
      storeId,
      customerKey,
      personId,
      packageId,
      leadId,
      shareToken,
    });
  },
  ({ payload }) => payload.channel === 'service',
);
