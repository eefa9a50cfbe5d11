import { subscribe } from '#platform/outbox';
import { GraveVoicesHeard, MentionsCounted } from '#modules/cdp/events';
import { lookForSpikes, raiseGrave } from './raise-alerts.ts';

/** What communities say is looked at as it comes. */
export const onMentionsCounted = subscribe(
  'intelligence.look-for-spikes',
  [MentionsCounted],
  async (ctx, { payload }) => {
    const { cityId, communityId, counts } = payload;
    await lookForSpikes(ctx, { cityId, communityId, topics: counts.map(({ topic }) => topic) });
  },
);

export const onGraveVoices = subscribe('intelligence.raise-grave', [GraveVoicesHeard], async (ctx, { payload }) => {
  await raiseGrave(ctx, payload);
});
