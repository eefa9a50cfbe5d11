import { Catalogue, defineRoute, type Route } from '#platform/http';
import { messages } from '../messages.ts';
import {
  discardAnswer,
  discardBody,
  quarantineAnswer,
  quarantineQuery,
  quarantineSummaryAnswer,
  replayAnswer,
  replayBody,
} from './contract.ts';
import { discardQuarantine, replayQuarantine, requireHeadquarters } from './decide-quarantine.ts';
import { countHeld, listHeld } from './quarantine-store.ts';

const access = { permission: 'cdp.review' } as const;
const sentences = new Catalogue([messages]);
const sentenceOf = (reason: string): string => sentences.say(`reject-${reason}`, {});

export const quarantineRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/cdp/quarantine/summary',
    summary: 'What is held back, by source, reason and event',
    access,
    answer: quarantineSummaryAnswer,
    handle: async (ctx) => {
      requireHeadquarters(ctx);
      const rows = await countHeld(ctx.db);
      return {
        items: rows.map((row) => ({ ...row, sentence: sentenceOf(row.reason), lastAt: row.lastAt.toISOString() })),
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/cdp/quarantine',
    summary: 'Held events of a source, the oldest first; what they hold stays sealed',
    access,
    query: quarantineQuery,
    answer: quarantineAnswer,
    handle: async (ctx, { query: { cursor, limit, ...filter } }) => {
      requireHeadquarters(ctx);
      const rows = await listHeld(ctx.db, filter, { after: cursor, limit: limit + 1 });
      const items = rows.slice(0, limit).map(({ sourceId: _source, ...row }) => ({
        ...row,
        sentence: sentenceOf(row.reason),
        receivedAt: row.receivedAt.toISOString(),
      }));
      return { items, nextCursor: rows.length > limit ? (items.at(-1)?.quarantineId ?? null) : null };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/cdp/quarantine/replay',
    summary: 'Tries held events again, after the plan or the places were mended',
    access,
    body: replayBody,
    answer: replayAnswer,
    handle: async (ctx, { body }) => replayQuarantine(ctx, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/cdp/quarantine/discard',
    summary: 'Gives held events up, with a reason, and destroys what they held',
    access,
    body: discardBody,
    answer: discardAnswer,
    handle: async (ctx, { body }) => discardQuarantine(ctx, body),
  }),
];
