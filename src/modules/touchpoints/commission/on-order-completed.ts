import { subscribeBatch } from '#platform/outbox';
import { OrderCompleted } from '#modules/commerce/events';
import { recordCompletions, type CompletionHeard } from './record-completion.ts';

/** The time in which goods can be claimed is over. What works of a service earn waits by time, not for their completion. */
export const onOrderCompleted = subscribeBatch(
  'touchpoints.record-completion',
  [OrderCompleted],
  async (tx, events) => {
    const heard = events.flatMap(({ payload }): CompletionHeard[] => {
      const { cityId, orderId, communityId, packageId, storeId, orderNumber, channel, completedAt } = payload;
      if (communityId === null || channel === 'service') return [];
      const order = { cityId, orderId, communityId, packageId, storeId, orderNumber };
      return [{ order, completedAt: new Date(completedAt) }];
    });
    await recordCompletions(tx, heard);
  },
);
