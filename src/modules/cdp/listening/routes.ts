import { defineRoute, type Route } from '#platform/http';
import { correctVoice } from './correct-voice.ts';
import { modelRoutes } from './model-routes.ts';
import { readListening } from './read-listening.ts';
import { readVoices } from './read-voices.ts';
import {
  labelAnswer,
  labelBody,
  listeningAnswer,
  listeningQuery,
  voiceParams,
  voicesAnswer,
  voicesQuery,
} from './voice-contract.ts';

const read = { permission: 'cdp.read' } as const;

export const listeningRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/cdp/listening/summary',
    summary: 'How much is said and how, by day, topic and community of the reader’s area, against the days before',
    access: read,
    query: listeningQuery,
    answer: listeningAnswer,
    handle: (ctx, { query }) => readListening(ctx, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/cdp/listening/voices',
    summary: 'Messages that are more than chatter; their words only with a purpose, masked and audited',
    access: read,
    query: voicesQuery,
    answer: voicesAnswer,
    handle: (ctx, { query: { cursor, limit, ...asked } }) => readVoices(ctx, asked, { cursor, limit }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/cdp/listening/voices/:cityId/:eventId/label',
    summary: 'Says how a message is to be read, or confirms it: counts follow, and models learn from it',
    access: { permission: 'ticket.act' },
    params: voiceParams,
    body: labelBody,
    answer: labelAnswer,
    handle: async (ctx, { params, body }) => {
      const saved = await correctVoice(ctx, { ...params, label: body });
      return { ...saved, topics: [...saved.topics], isChecked: true };
    },
  }),
  ...modelRoutes,
];
