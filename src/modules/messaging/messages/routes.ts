import type { z } from 'zod';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import { csvReply } from '#platform/exports';
import { defineRoute, pageOf, timePlaceOf, type Route } from '#platform/http';
import { messageChoicesAnswer, messageExportQuery, messagesAnswer, messagesQuery } from '../contract.ts';
import { describeMessages } from './describe-messages.ts';
import { exportMessages } from './export-messages.ts';
import { countMessages, listMessages, type MessageFilter } from './message-store.ts';
import { MESSAGE_STATES, PURPOSES } from './message.ts';
import { TEMPLATES } from './template.ts';

const read = { permission: 'message.read' } as const;

const filterOf = ({ from, to, ...asked }: z.output<typeof messageExportQuery>): MessageFilter => ({
  ...asked,
  madeFrom: from === undefined ? undefined : startOfBusinessDay(from),
  madeBefore: to === undefined ? undefined : addDays(startOfBusinessDay(to), 1),
});

const choices = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([code, name]) => ({ code, name }));

export const messageRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/messaging/messages',
    summary:
      'The ledger within the area of the reader, the newest first, masked: what went, waits or did not go, and why',
    access: read,
    query: messagesQuery,
    answer: messagesAnswer,
    handle: async (ctx, { query: { cursor, limit, ...asked } }) => {
      const filter = filterOf(asked);
      const found = await listMessages(ctx.db, ctx.scope, filter, { before: timePlaceOf(cursor), limit: limit + 1 });
      const { items, nextCursor } = pageOf(found, limit, (one) => [one.madeAt.getTime(), one.messageId]);
      // The chosen state does not hide how many there are in the others.
      const counts = await countMessages(ctx.db, ctx.scope, { ...filter, state: undefined });
      return { items: await describeMessages(ctx, items), nextCursor, counts: counts as Record<string, number> };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/messaging/messages/export',
    summary: 'The same rows as CSV, masked; audited',
    access: { permission: 'export.data' },
    query: messageExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) =>
      csvReply(`messages-${businessDay(ctx.clock.now())}`, await exportMessages(ctx, filterOf(query))),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/messaging/message-choices',
    summary: 'Templates, states and purposes that filters choose from',
    access: read,
    answer: messageChoicesAnswer,
    handle: async () => ({
      templates: Object.entries(TEMPLATES).map(([code, { name }]) => ({ code, name })),
      states: choices(MESSAGE_STATES),
      purposes: choices(PURPOSES),
    }),
  }),
];
