import { subscribe } from '#platform/outbox';
import { CommunityFactsChanged } from '../events.ts';
import { evaluateCommunities } from './evaluate-communities.ts';

/**
 * Attributes, members or orders changed, or history was imported. The territory's own news comes this way too, once
 * the profile has copied it.
 */
export const onCommunityFactsChanged = subscribe(
  'cdp.evaluate-after-facts',
  [CommunityFactsChanged],
  async (ctx, { payload: { communityId, cityId } }) => {
    await evaluateCommunities(ctx, { communities: [{ communityId, cityId }], cause: 'facts' });
  },
);
