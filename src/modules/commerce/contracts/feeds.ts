import { liveFeed, type LiveFeed } from '#platform/http';
import { ContractOffered, ContractSigned, ContractVoided } from '../events.ts';

const events = [ContractOffered, ContractSigned, ContractVoided] as const;

/** To the customer whose it is, to whoever sells it, to staff of the place. */
export const contractFeeds: readonly LiveFeed[] = [
  liveFeed('own-contract', 'own.read', events, ({ payload }) => ({ customerKey: payload.customerKey })),
  liveFeed('my-contract', 'quote.act', events, ({ payload }) => ({ touchpointId: payload.touchpointId })),
  liveFeed('contract', 'order.read', events, ({ payload: { cityId, storeId, communityId } }) => ({
    cityId,
    storeId: storeId ?? undefined,
    communityId,
  })),
];
