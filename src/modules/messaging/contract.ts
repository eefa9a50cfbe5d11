import { z } from 'zod';
import { cityId, communityId, idOf, storeId } from '#platform/fields';

const time = z.iso.datetime();
const nextCursor = z.string().nullable();
const page = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
const messageId = idOf<'Message'>();

/** What a message is for; each is allowed or not by itself. */
export const messagePurpose = z.enum(['service', 'survey', 'marketing']);
/** Waiting to go at once, waiting for its time, taken by a channel, or never to go. */
export const messageState = z.enum(['queued', 'deferred', 'delivered', 'not_sent']);
export const messageChannel = z.enum(['in_app', 'sms']);

// The customer's own

export const ownMessageItem = z.object({
  messageId,
  template: z.string(),
  title: z.string(),
  body: z.string(),
  /** Path within the shop. */
  link: z.string(),
  deliveredAt: time,
  readAt: time.nullable(),
});
export const ownMessagesQuery = z.object(page);
export const ownMessagesAnswer = z.object({
  items: z.array(ownMessageItem),
  nextCursor,
  /** Of all of them, not of this page. */
  unread: z.number().int(),
});
/** Which were read; every one of them where none is named. */
export const readBody = z.object({ messageIds: z.array(messageId).min(1).max(200).optional() });
export const readAnswer = z.object({ unread: z.number().int() });

/** What a customer can allow and take back; service messages belong to what they ordered. */
export const consentPurpose = z.enum(['survey', 'marketing']);
export const ownConsentItem = z.object({
  purpose: consentPurpose,
  name: z.string(),
  /** The words that are agreed to, and which edition they are. */
  text: z.string(),
  version: z.string(),
  given: z.boolean(),
  /** Null while they never said. */
  changedAt: time.nullable(),
});
export const ownConsentsAnswer = z.object({ items: z.array(ownConsentItem) });
export const consentBody = z.object({
  purpose: consentPurpose,
  given: z.boolean(),
  /** The edition that was on the screen. */
  version: z.string().max(40),
});

// For staff

export const messagesQuery = z.object({
  ...page,
  state: messageState.optional(),
  purpose: messagePurpose.optional(),
  template: z.string().max(40).optional(),
  cityId: cityId.optional(),
  storeId: storeId.optional(),
  communityId: communityId.optional(),
  /** Business days, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export const messageExportQuery = messagesQuery.omit({ cursor: true, limit: true });

export const messageItem = z.object({
  messageId,
  cityId,
  cityName: z.string(),
  communityId,
  communityName: z.string(),
  storeId: storeId.nullable(),
  /** Masked. Empty once the person was erased. */
  name: z.string(),
  /** Masked. */
  phone: z.string(),
  template: z.string(),
  templateName: z.string(),
  purpose: messagePurpose,
  purposeName: z.string(),
  about: z.object({ kind: z.string(), id: z.string() }),
  state: messageState,
  stateName: z.string(),
  /** Why it went, waits or does not go: a code, and a sentence. */
  why: z.string(),
  reason: z.string(),
  madeAt: time,
  dueAt: time,
  deliveredAt: time.nullable(),
  readAt: time.nullable(),
  channels: z.array(
    z.object({
      channel: messageChannel,
      channelName: z.string(),
      taken: z.boolean(),
      /** Nothing left the machine: it is on the developer page. */
      sandbox: z.boolean(),
      why: z.string(),
      reason: z.string(),
      triedAt: time,
    }),
  ),
});
export const messagesAnswer = z.object({
  items: z.array(messageItem),
  nextCursor,
  /** Over all that match, whatever state was asked for. */
  counts: z.record(z.string(), z.number().int()),
});

const choice = z.object({ code: z.string(), name: z.string() });
/** Lists that filters choose from. */
export const messageChoicesAnswer = z.object({
  templates: z.array(choice),
  states: z.array(choice),
  purposes: z.array(choice),
});

export type OwnMessageItem = z.output<typeof ownMessageItem>;
export type OwnMessagesAnswer = z.output<typeof ownMessagesAnswer>;
export type OwnConsentItem = z.output<typeof ownConsentItem>;
export type OwnConsentsAnswer = z.output<typeof ownConsentsAnswer>;
export type ConsentBody = z.input<typeof consentBody>;
export type MessageItem = z.output<typeof messageItem>;
export type MessagesAnswer = z.output<typeof messagesAnswer>;
export type MessageChoices = z.output<typeof messageChoicesAnswer>;
