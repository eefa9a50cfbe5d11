import { liveFeed, type LiveFeed } from '#platform/http';
import {
  GroupBuyChanged,
  GroupBuyClosed,
  GroupBuyOpened,
  TeamFailed,
  TeamFilled,
  TeamOpened,
} from './group-buys-events.ts';

const groupBuyEvents = [GroupBuyOpened, GroupBuyChanged, GroupBuyClosed, TeamOpened, TeamFilled, TeamFailed] as const;

export const groupBuyFeeds: readonly LiveFeed[] = [
  liveFeed('group-buy', 'group_buy.read', groupBuyEvents, ({ payload }) => ({
    cityId: payload.cityId,
    communityId: payload.communityId,
    storeId: payload.storeId ?? undefined,
  })),
  // Only who leads it.
  liveFeed('my-group-buy', 'group_buy.act', groupBuyEvents, ({ payload }) => ({
    touchpointId: payload.touchpointId ?? undefined,
  })),
];
