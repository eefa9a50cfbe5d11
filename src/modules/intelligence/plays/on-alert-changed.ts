import { subscribe } from '#platform/outbox';
import { AlertClosed, AlertRaised } from '../events.ts';
import { rethinkPlays } from './rethink-plays.ts';

/** What a community complains of changes what is proposed to it. */
export const onAlertChanged = subscribe(
  'intelligence.rethink-plays',
  [AlertRaised, AlertClosed],
  async (ctx, { payload: { cityId, communityId } }) => rethinkPlays(ctx, { cityId, communityId }),
);
