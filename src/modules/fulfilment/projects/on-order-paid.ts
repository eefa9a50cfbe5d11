import { subscribe } from '#platform/outbox';
import { OrderPaid } from '#modules/commerce/events';
import { startProject } from './start-project.ts';

/** The deposit lets the works begin; what is paid later changes nothing here. */
export const onOrderPaid = subscribe('fulfilment.start-project', [OrderPaid], async (ctx, { payload }) => {
  if (payload.stage !== 'deposit') return;
  const { orderId, orderNumber, cityId, communityId, storeId, customerKey, personId, packageId } = payload;
  const { leadId, shareToken } = payload;
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
});
