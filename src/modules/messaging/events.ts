import { z } from 'zod';
import { cityId, communityId, customerKey, defineEvent, idOf, storeId } from '#platform/outbox';

const messageFacts = {
  messageId: idOf<'Message'>(),
  customerKey,
  cityId,
  communityId,
  storeId: storeId.nullable(),
  template: z.string(),
};

/** A message to a customer was decided on: to be delivered now, or when the quiet hours are over. */
export const MessageQueued = defineEvent(
  'MessageQueued',
  1,
  'message',
  z.object({ ...messageFacts, dueAt: z.iso.datetime() }),
);

/** At least one channel took the message. */
export const MessageDelivered = defineEvent('MessageDelivered', 1, 'message', z.object(messageFacts));
