import { defineRoute, pageOf, timePlaceOf, type Route } from '#platform/http';
import { ownMessagesAnswer, ownMessagesQuery, readAnswer, readBody } from '../contract.ts';
import { countUnread, listInbox } from './inbox-store.ts';
import { readOwnMessages } from './read-own-messages.ts';

export const ownMessageRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/messaging/own/messages',
    summary: 'What I was told, the newest first',
    access: { permission: 'own.read' },
    query: ownMessagesQuery,
    answer: ownMessagesAnswer,
    handle: async (ctx, { query }) => {
      const before = timePlaceOf(query.cursor);
      const found = await listInbox(ctx.db, ctx.scope, { before, limit: query.limit + 1 });
      const { items, nextCursor } = pageOf(found, query.limit, (one) => [one.deliveredAt.getTime(), one.messageId]);
      return {
        items: items.map((one) => ({
          ...one,
          deliveredAt: one.deliveredAt.toISOString(),
          readAt: one.readAt?.toISOString() ?? null,
        })),
        nextCursor,
        unread: await countUnread(ctx.db, ctx.scope),
      };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/messaging/own/messages/read',
    summary: 'I read these, or everything where none is named',
    access: { permission: 'own.act' },
    body: readBody,
    answer: readAnswer,
    handle: async (ctx, { body }) => ({ unread: await readOwnMessages(ctx, body) }),
  }),
];
