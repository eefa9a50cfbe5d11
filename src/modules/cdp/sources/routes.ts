import { NotFound } from '#kernel/errors';
import { defineRoute, Reply, type Route } from '#platform/http';
import {
  createSourceBody,
  editSourceBody,
  planAnswer,
  planBody,
  renewKeyBody,
  sourceAnswer,
  sourceKeyAnswer,
  sourceParams,
  sourcesAnswer,
} from './contract.ts';
import { createSource } from './create-source.ts';
import { editSource, renewWriteKey } from './edit-source.ts';
import { planEvent } from './plan-event.ts';
import { findLiveSource, listSources } from './source-store.ts';
import type { Source, SourceId } from './source.ts';

const access = { permission: 'source.manage' } as const;

const sourceJson = (source: Source) => ({
  ...source,
  allowedOrigins: [...source.allowedOrigins],
  createdAt: source.createdAt.toISOString(),
});

export const sourceRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/cdp/sources',
    summary: 'Sources of events with what came from each',
    access,
    answer: sourcesAnswer,
    handle: async ({ db }) => ({
      items: (await listSources(db)).map((each) => ({
        ...each,
        ...sourceJson(each),
        lastSeenAt: each.lastSeenAt?.toISOString() ?? null,
      })),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/cdp/sources',
    summary: 'Opens a source; its write key is shown this once',
    access,
    keepsNoAnswer: true,
    body: createSourceBody,
    answer: sourceKeyAnswer,
    handle: async (ctx, { body: { allowedOrigins, eventsPerMinute, maxEventBytes, maxBatchBytes, ...named } }) => {
      const { source, writeKey } = await createSource(ctx, {
        ...named,
        ...(allowedOrigins && { allowedOrigins }),
        ...(eventsPerMinute && { eventsPerMinute }),
        ...(maxEventBytes && { maxEventBytes }),
        ...(maxBatchBytes && { maxBatchBytes }),
      });
      return new Reply({ source: sourceJson(source), writeKey }, { status: 201 });
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/cdp/sources/:id',
    summary: 'Changes a source: name, sites, limits, on or off',
    access,
    params: sourceParams,
    body: editSourceBody,
    answer: sourceAnswer,
    handle: async (ctx, { params: { id }, body }) =>
      sourceJson(await editSource(ctx, { sourceId: id as SourceId, ...body })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/cdp/sources/:id/write-key',
    summary: 'Gives a source a new write key, shown this once; the old one is void',
    access,
    keepsNoAnswer: true,
    params: sourceParams,
    body: renewKeyBody,
    answer: sourceKeyAnswer,
    handle: async (ctx, { params: { id }, body: { version } }) => {
      const { source, writeKey } = await renewWriteKey(ctx, { sourceId: id as SourceId, version });
      return { source: sourceJson(source), writeKey };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/cdp/sources/:id/plan',
    summary: 'What events of a source must carry',
    access,
    params: sourceParams,
    answer: planAnswer,
    handle: async ({ db }, { params: { id } }) => {
      const source = await findLiveSource(db, id);
      if (source === undefined) throw new NotFound('source');
      return { items: [...source.plan].map(([eventName, required]) => ({ eventName, required })) };
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/cdp/sources/:id/plan',
    summary: 'Plans what an event of a source must carry',
    access,
    params: sourceParams,
    body: planBody,
    handle: async (ctx, { params: { id }, body }) => {
      await planEvent(ctx, { sourceId: id as SourceId, ...body });
      return new Reply(null, { status: 204 });
    },
  }),
];
