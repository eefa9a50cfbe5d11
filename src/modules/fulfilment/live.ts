import { liveFeed, type LiveFeed } from '#platform/http';
import { VisitBooked, VisitCancelled, VisitMoved, VisitProgressed, VisitRated, VisitUnplaced } from './events.ts';

const visitEvents = [VisitBooked, VisitMoved, VisitUnplaced, VisitProgressed, VisitCancelled, VisitRated] as const;

export const visitFeeds: readonly LiveFeed[] = [
  liveFeed('visit', 'visit.read', visitEvents, ({ payload }) => ({
    cityId: payload.cityId,
    communityId: payload.communityId,
    storeId: payload.storeId ?? undefined,
  })),
  // Whoever comes, and whoever does not come any more.
  liveFeed(
    'my-visit',
    'visit.act',
    [VisitBooked, VisitMoved, VisitProgressed, VisitCancelled, VisitRated],
    ({ payload }) => ({ touchpointId: payload.touchpointId ?? undefined }),
  ),
  liveFeed('my-visit', 'visit.act', [VisitMoved, VisitUnplaced], ({ payload }) => ({
    touchpointId: payload.previousTouchpointId ?? undefined,
  })),
  liveFeed('own-visit', 'own.read', visitEvents, ({ payload }) => ({ customerKey: payload.customerKey })),
];
