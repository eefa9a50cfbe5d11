import { z } from 'zod';
import { defineRoute, Reply, type Route } from '#platform/http';
import { MAX_BATCH_BYTES } from '../sources/source.ts';
import { mayAsk } from '../sources/source-registry.ts';
import { ingestRequest } from './ingest-request.ts';
import type { EventKind } from './read-event.ts';

/** The paths of the Segment spec, and the short ones of the browser client. */
const PATHS: readonly (readonly [path: string, kind: EventKind | undefined])[] = [
  ['/v1/batch', undefined],
  ['/v1/b', undefined],
  ['/v1/track', 'track'],
  ['/v1/t', 'track'],
  ['/v1/identify', 'identify'],
  ['/v1/i', 'identify'],
  ['/v1/page', 'page'],
  ['/v1/p', 'page'],
  ['/v1/screen', 'screen'],
  ['/v1/s', 'screen'],
  ['/v1/group', 'group'],
  ['/v1/g', 'group'],
  ['/v1/alias', 'alias'],
  ['/v1/a', 'alias'],
];

const answer = z.object({
  success: z.literal(true),
  accepted: z.number().int(),
  duplicate: z.number().int(),
  quarantined: z.number().int(),
});

const corsFor = (origin: string | undefined): Record<string, string> =>
  origin === undefined ? {} : { 'access-control-allow-origin': origin, vary: 'Origin' };

function ingestRoute(path: string, kind: EventKind | undefined): Route {
  return defineRoute({
    method: 'POST',
    path,
    summary: kind === undefined ? 'Takes a batch of events (Segment spec)' : `Takes one ${kind} event (Segment spec)`,
    access: { public: 'write key is checked by the verb' },
    rawBody: true,
    keepsNoAnswer: true,
    bodyLimit: MAX_BATCH_BYTES,
    ratePerMinute: 60_000,
    answer,
    handle: async (ctx, { request }) => {
      const { ingested, allowedOrigin } = await ingestRequest(ctx, {
        headers: request.headers,
        raw: request.raw,
        kind,
      });
      const { accepted, duplicate, quarantined } = ingested;
      return new Reply(
        { success: true as const, accepted, duplicate, quarantined },
        { headers: corsFor(allowedOrigin) },
      );
    },
  });
}

/** A browser asks first (CORS): the answer names the site only where some source allows it. */
function preflightRoute(path: string): Route {
  return defineRoute({
    method: 'OPTIONS',
    path,
    summary: 'Says whether a site may send events',
    access: { public: 'a preflight carries no key and gets no data' },
    rawBody: true,
    keepsNoAnswer: true,
    ratePerMinute: 60_000,
    handle: async (ctx, { request }) => {
      const { origin } = request.headers;
      const allowed = typeof origin === 'string' && (await mayAsk(ctx, origin));
      if (!allowed) return new Reply('', { status: 204 });
      return new Reply('', {
        status: 204,
        headers: {
          ...corsFor(origin),
          'access-control-allow-methods': 'POST',
          'access-control-allow-headers': 'authorization, content-type, anonymousid, x-retry-count',
          'access-control-max-age': '600',
        },
      });
    },
  });
}

export const ingestionRoutes: readonly Route[] = PATHS.flatMap(([path, kind]) => [
  ingestRoute(path, kind),
  preflightRoute(path),
]);
