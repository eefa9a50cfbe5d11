import { liveFeed, type LiveFeed } from '#platform/http';
import { CommunityChanged, PickupPointChanged, StoreChanged, WarehouseChanged } from './events.ts';

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
  liveFeed('warehouse', 'territory.read', [WarehouseChanged], ({ payload }) => ({ cityId: payload.cityId })),
  liveFeed('pickup-point', 'territory.read', [PickupPointChanged], ({ payload }) => ({
    cityId: payload.cityId,
    communityId: payload.communityId,
  })),
  liveFeed('my-pickup-point', 'pickup.act', [PickupPointChanged], ({ payload }) => ({
    touchpointId: payload.touchpointId ?? undefined,
  })),
];
