import { liveFeed, type LiveFeed } from '#platform/http';
import { CommunityChanged, StoreChanged } from './events.ts';

/** Screens that show places hear of changed ones. */
export const territoryLive: readonly LiveFeed[] = [
  liveFeed('community', 'territory.read', [CommunityChanged], ({ payload }) => ({
    cityId: payload.cityId,
    communityId: payload.communityId,
  })),
  liveFeed('store', 'territory.read', [StoreChanged], ({ payload }) => ({
    cityId: payload.cityId,
    storeId: payload.storeId,
  })),
];
