import type { Context } from '#platform/context';
import { sourceOfKey } from '../sources/source-registry.ts';
import { allowsOrigin, OriginNotAllowed, WriteKeyRefused, type LiveSource } from '../sources/source.ts';
import { admissionOf } from './admission.ts';
import { ingestBatch, type Ingested } from './ingest-batch.ts';
import { anonymousIdOf, BatchTooLarge, readBody, writeKeyOf } from './read-body.ts';
import { readDate, type EventKind } from './read-event.ts';

/** Events in one request. The spec limits bytes only; this bounds what one transaction does. */
const MAX_EVENTS = 2_000;

export interface IngestRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly raw: Buffer | undefined;
  /** The kind that the path names; undefined for `/v1/batch` and `/v1/b`. */
  readonly kind: EventKind | undefined;
}

/**
 * One request of a public event client, whoever made the client: checks the write key, the site and the limits, and takes
 * in what it holds. Clients drop what is refused with 4xx, except 429, which they bring again after `Retry-After`.
 * @throws WriteKeyRefused, OriginNotAllowed, BodyUnreadable, BatchTooLarge, SourceRateExceeded, IngestOverloaded
 */
export async function ingestRequest(
  ctx: Context,
  request: IngestRequest,
): Promise<{ ingested: Ingested; allowedOrigin: string | undefined }> {
  return admissionOf(ctx).run(async (lane) => {
    const { size, body } = await readBody(request.raw);
    const writeKey = writeKeyOf(request.headers, body);
    if (writeKey === undefined) throw new WriteKeyRefused();
    const source = await sourceOfKey(ctx, writeKey);
    const allowedOrigin = originOf(source, request.headers['origin']);
    if (size > source.maxBatchBytes) throw new BatchTooLarge(source.maxBatchBytes);
    const events = eventsOf(body, request.kind);
    if (events.length > MAX_EVENTS) throw new BatchTooLarge(source.maxBatchBytes);
    admissionOf(ctx).spend(source, events.length, ctx.clock.now());
    const ingested = await ingestBatch(ctx, source, {
      events,
      sentAt: readDate(body['sentAt']),
      anonymousId: anonymousIdOf(request.headers),
      kind: request.kind,
      size,
      lane,
    });
    return { ingested, allowedOrigin };
  });
}

function eventsOf(body: Readonly<Record<string, unknown>>, kind: EventKind | undefined): readonly unknown[] {
  const batch = body['batch'];
  if (Array.isArray(batch)) return batch;
  if (kind === undefined) return [];
  // A single event carries the key beside its own fields: it is no part of the event.
  const { writeKey: _writeKey, ...event } = body;
  return [{ ...event, type: kind }];
}

function originOf(source: LiveSource, origin: string | string[] | undefined): string | undefined {
  if (typeof origin !== 'string') return undefined;
  if (!allowsOrigin(source, origin)) throw new OriginNotAllowed(origin);
  return origin;
}
