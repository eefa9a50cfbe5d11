import { createHash } from 'node:crypto';
import type { PersonId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { resolving, type Learned } from '../identity/resolving.ts';
import { countBatch } from '../sources/source-store.ts';
import type { LiveSource } from '../sources/source.ts';
import { claimMessages } from './event-store.ts';
import { looksPersonal } from './personal-fields.ts';
import { ensurePartition } from './prepare-partitions.ts';
import { prepareEvents } from './prepare-events.ts';
import { insertQuarantined } from './quarantine-store.ts';
import { isRejected, readEvent, type Envelope, type ReadEvent, type Rejected } from './read-event.ts';
import { recordEvents, type PreparedEvent } from './record-events.ts';

export interface Batch {
  readonly events: readonly unknown[];
  readonly sentAt?: Date | undefined;
  readonly anonymousId?: string | undefined;
  /** For the paths that name the kind. */
  readonly kind?: Envelope['kind'];
  /** Bytes of the whole batch, where known: events of a small batch need no measuring. */
  readonly size?: number | undefined;
  /** A number below 8 that no concurrent batch of this process has: keeps counters from waiting on each other. */
  readonly lane?: number;
}

export interface Ingested {
  readonly accepted: number;
  /** Message ids or order numbers that were known: sent again, or told twice. */
  readonly duplicate: number;
  readonly quarantined: number;
  readonly merges: number;
}

/** An event on its way, with what is needed to put it aside. */
interface Sent {
  readonly raw: unknown;
  readonly messageId: string | undefined;
}
type ReadSent = Sent & { readonly event: ReadEvent };
type RejectedSent = Sent & {
  readonly rejected: { readonly reason: Rejected['reason'] | 'person-erased'; readonly detail: string };
};

/**
 * Takes in a batch of events of a source: once each by message id, whose they are, into the log and the counters, in one
 * transaction. An event that cannot be used goes to quarantine with a reason and does not hold up the others.
 */
export async function ingestBatch(ctx: Context, source: LiveSource, batch: Batch): Promise<Ingested> {
  const receivedAt = ctx.clock.now();
  const { read, rejected } = readAll(source, batch, receivedAt);
  const { prepared, rejected: refused } = await prepareEvents(ctx, source, read);
  await ensurePartition(ctx, receivedAt);
  const intake = { prepared, rejected: [...rejected, ...refused], receivedAt, lane: batch.lane ?? 0 };
  return resolving(ctx, (tx) => takeIn(ctx, tx, source, intake));
}

function readAll(source: LiveSource, batch: Batch, receivedAt: Date): { read: ReadSent[]; rejected: RejectedSent[] } {
  const envelope: Envelope = { receivedAt, sentAt: batch.sentAt, anonymousId: batch.anonymousId, kind: batch.kind };
  const measure = batch.size === undefined || batch.size > source.maxEventBytes;
  const read: ReadSent[] = [];
  const rejected: RejectedSent[] = [];
  for (const raw of batch.events) {
    const size = measure ? Buffer.byteLength(JSON.stringify(raw) ?? '') : 0;
    if (size > source.maxEventBytes) {
      // Too large to be kept aside as well: what it was called is all that stays.
      const detail = `${Math.ceil(size / 1024)} KB`;
      rejected.push({
        raw: { event: nameOf(raw) },
        messageId: undefined,
        rejected: { reason: 'event-too-large', detail },
      });
      continue;
    }
    const event = readEvent(raw, envelope);
    if (isRejected(event)) rejected.push({ raw, messageId: undefined, rejected: event });
    else read.push({ raw, messageId: keptMessageId(event.messageId), event });
  }
  return { read, rejected };
}

/** Message ids are the clients' own; one that gives away a person is kept as its hash. */
function keptMessageId(messageId: string | undefined): string | undefined {
  if (messageId === undefined || !looksPersonal(messageId)) return messageId;
  return createHash('sha256').update(messageId).digest('hex');
}

interface Intake {
  readonly prepared: readonly (ReadSent & PreparedEvent)[];
  readonly rejected: readonly RejectedSent[];
  readonly receivedAt: Date;
  readonly lane: number;
}

async function takeIn(
  ctx: Context,
  tx: Tx,
  source: LiveSource,
  intake: Intake,
): Promise<{ answer: Ingested; learned: Learned }> {
  const { receivedAt } = intake;
  const isFresh = await claim(tx, source, [...intake.prepared, ...intake.rejected]);
  const prepared = intake.prepared.filter(isFresh);
  const rejected = intake.rejected.filter(isFresh);
  const recorded = await recordEvents(ctx, tx, prepared, { sourceId: source.sourceId, receivedAt, mode: 'live' });
  const reasons = new Map(recorded.unidentified.map((each) => [each.eventId, each.reason]));
  const unidentified = prepared.flatMap((each): RejectedSent[] => {
    const reason = reasons.get(each.eventId);
    if (reason === undefined) return [];
    // Of somebody who was erased nothing is kept, not even aside.
    return [{ ...each, raw: reason === 'person-erased' ? {} : each.raw, rejected: { reason, detail: '' } }];
  });
  const aside = [...rejected, ...unidentified];
  if (aside.length > 0) await putAside(ctx, tx, source, aside, receivedAt);
  const total = intake.prepared.length + intake.rejected.length;
  const counts = {
    accepted: recorded.accepted,
    duplicate: total - recorded.accepted - aside.length,
    quarantined: aside.length,
  };
  await countBatch(tx.db, { sourceId: source.sourceId, slot: intake.lane, now: receivedAt, ...counts });
  return { answer: { ...counts, merges: recorded.merges }, learned: recorded.learned };
}

/** Claims the message ids; answers the test whether an event is here for the first time. */
async function claim(tx: Tx, source: LiveSource, sent: readonly Sent[]): Promise<(each: Sent) => boolean> {
  const ids = [...new Set(sent.flatMap(({ messageId }) => messageId ?? []))];
  const claimed = ids.length === 0 ? new Set<string>() : await claimMessages(tx.db, source.sourceId, ids, tx.now);
  // Taken out, so that a repetition within the batch is known too.
  return ({ messageId }) => messageId === undefined || claimed.delete(messageId);
}

/** Keeps unusable events, sealed under a person of their own each: they may hold anything. */
async function putAside(
  ctx: Context,
  tx: Tx,
  source: LiveSource,
  aside: readonly RejectedSent[],
  receivedAt: Date,
): Promise<void> {
  const rows = aside.map((each) => ({ each, quarantineId: tx.newId<'Quarantine'>() }));
  const sealed = await ctx.services.vault.sealMany(
    tx,
    rows.map(({ each, quarantineId }) => ({ personId: quarantineId as string as PersonId, json: each.raw ?? null })),
  );
  await insertQuarantined(
    tx.db,
    rows.map(({ each, quarantineId }, at) => ({
      sourceId: source.sourceId,
      quarantineId,
      messageId: each.messageId ?? null,
      eventName: nameOf(each.raw),
      reason: each.rejected.reason,
      detail: each.rejected.detail,
      receivedAt,
      payload: sealed[at] as Buffer,
    })),
  );
}

/** What an unusable event was called, as far as it can be said without giving anybody away. */
function nameOf(raw: unknown): string {
  if (typeof raw !== 'object' || raw === null) return '';
  const { event, type } = raw as { event?: unknown; type?: unknown };
  const name = typeof event === 'string' ? event : typeof type === 'string' ? type : '';
  return looksPersonal(name) ? '' : name.replaceAll('\u0000', '').slice(0, 100);
}
