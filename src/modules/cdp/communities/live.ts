import { liveFeed, type LiveFeed } from '#platform/http';
import { CommunityEnteredAudience, CommunityFactsChanged, CommunityLeftAudience, MentionsCounted } from '../events.ts';

/** What screens about communities and audiences listen to. */
export const communityLive: readonly LiveFeed[] = [
  liveFeed('community', 'cdp.read', [MentionsCounted, CommunityFactsChanged], ({ payload }) => ({
    cityId: payload.cityId,
    communityId: payload.communityId,
  })),
  liveFeed('audience', 'audience.read', [CommunityEnteredAudience, CommunityLeftAudience], ({ payload }) => ({
    cityId: payload.cityId,
    communityId: payload.communityId,
  })),
];
