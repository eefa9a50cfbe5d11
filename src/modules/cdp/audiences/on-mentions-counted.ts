import { subscribe } from '#platform/outbox';
import { MentionsCounted } from '../events.ts';
import { evaluateCommunities } from './evaluate-communities.ts';

/** People talked: rules that ask for these topics may let the community in now. */
export const onMentionsCounted = subscribe('cdp.evaluate-after-mentions', [MentionsCounted], async (ctx, event) => {
  const { communityId, cityId, counts } = event.payload;
  const topics = counts.map((count) => count.topic);
  await evaluateCommunities(ctx, { communities: [{ communityId, cityId }], topics, cause: 'facts' });
});
