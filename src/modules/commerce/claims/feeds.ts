import { liveFeed, type LiveFeed } from '#platform/http';
import { ClaimClosed, ClaimDecided, ClaimEscalated, ClaimOpened } from '../events.ts';

const claimEvents = [ClaimOpened, ClaimDecided, ClaimEscalated, ClaimClosed] as const;

export const claimFeeds: readonly LiveFeed[] = [
  liveFeed('claim', 'claim.read', claimEvents, ({ payload }) => ({
    cityId: payload.cityId,
    communityId: payload.communityId ?? undefined,
    storeId: payload.storeId ?? undefined,
  })),
  // Only whoever keeps the point.
  liveFeed('my-claim', 'pickup.act', claimEvents, ({ payload }) => ({
    touchpointId: payload.touchpointId ?? undefined,
  })),
  // Only the customer whose it is.
  liveFeed('own-claim', 'own.read', [ClaimOpened, ClaimDecided, ClaimClosed], ({ payload }) => ({
    customerKey: payload.customerKey,
  })),
];
