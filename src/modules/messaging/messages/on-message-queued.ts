import { subscribe } from '#platform/outbox';
import { MessageQueued } from '../events.ts';
import { deliverMessage } from './deliver-message.ts';

/** What may go at once goes at once; what waits is taken by the job of the minute in which it is due. */
export const onMessageQueued = subscribe('messaging.deliver', [MessageQueued], async (ctx, { payload }) => {
  await deliverMessage(ctx, payload);
});
