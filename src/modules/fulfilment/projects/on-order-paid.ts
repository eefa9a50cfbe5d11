import { subscribe } from '#platform/outbox';
import { OrderPaid } from '#modules/commerce/events';
import { startProject } from './start-project.ts';

/** The deposit of a service lets its works begin; what is paid later, and what is paid for goods, changes nothing here. */
export const onOrderPaid = subscribe('fulfilment.start-project', [OrderPaid], async (ctx, { payload }) => {
  if (payload.stage !== 'deposit') return;
  const { orderId, orderNumber, cityId, communityId, storeId, customerKey, personId, packageId } = payload;
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
});
