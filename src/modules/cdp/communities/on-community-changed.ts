import { subscribe } from '#platform/outbox';
import { CommunityChanged } from '#modules/territory/events';
import { copyCommunities } from './copy-communities.ts';

/** A community's facts changed: its profile follows. */
export const onCommunityChanged = subscribe('cdp.copy-community', [CommunityChanged], async (ctx, { payload }) => {
  await copyCommunities(ctx, { communityIds: [payload.communityId] });
});
