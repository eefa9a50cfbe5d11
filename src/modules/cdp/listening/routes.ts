import { defineRoute, type Route } from '#platform/http';
import { LEAST_LABELS } from './learn-models.ts';
import { labelCounts, listModels } from './model-store.ts';
import { correctVoice } from './correct-voice.ts';
import { readListening } from './read-listening.ts';
import { readVoices } from './read-voices.ts';
import {
  labelAnswer,
  labelBody,
  listeningAnswer,
  listeningQuery,
  textModelsAnswer,
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
    method: 'GET',
    path: '/api/cdp/listening/models',
    summary: 'What was learnt from corrections, and whether it was taken into use',
    access: read,
    answer: textModelsAnswer,
    handle: async ({ db }) => {
      const items = (await listModels(db)).map(({ modelId: _, learntAt, ...model }) => ({
        ...model,
        learntAt: learntAt.toISOString(),
      }));
      return { items, ...(await labelCounts(db)), leastLabels: LEAST_LABELS };
    },
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
];
