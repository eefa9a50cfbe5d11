import { subscribe } from '#platform/outbox';
import { CommunityEnteredAudience } from '#modules/cdp/events';
import { proposeOnEntry } from './propose-on-entry.ts';

/** Entering an audience may propose a play, and issue it where a person signed for that. */
export const onCommunityEnteredAudience = subscribe(
  'intelligence.propose-on-entry',
  [CommunityEnteredAudience],
  async (ctx, { payload }) => {
    await proposeOnEntry(ctx, payload);
  },
);
