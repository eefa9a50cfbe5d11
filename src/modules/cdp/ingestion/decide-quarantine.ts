import { NotFound, Refusal } from '#kernel/errors';
import type { PersonId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { resolving } from '../identity/resolving.ts';
import { findLiveSource } from '../sources/source-store.ts';
import { ensurePartition } from './prepare-partitions.ts';
import { prepareEvents } from './prepare-events.ts';
import { closeHeld, takeHeld, type QuarantineFilter, type QuarantineRow } from './quarantine-store.ts';
import { isRejected, readEvent, type ReadEvent } from './read-event.ts';
import { recordEvents } from './record-events.ts';

/** Quarantined events have no place yet: whoever sees one place only cannot be shown them. */
export class QuarantineIsHeadquarters extends Refusal {
  constructor() {
    super('quarantine-headquarters-only', 'forbidden');
  }
}

export interface QuarantineSelection extends QuarantineFilter {
  /** These rows only; all that match otherwise. */
  readonly quarantineIds?: readonly string[] | undefined;
}

const AT_ONCE = 200;
const MOST = 20_000;

const deciderOf = (ctx: Context): string => (ctx.actor.kind === 'user' ? ctx.actor.userId : ctx.actor.kind);

export function requireHeadquarters(ctx: Context): void {
  if (!ctx.scope.everything) throw new QuarantineIsHeadquarters();
}

export interface Replayed {
  readonly recorded: number;
  /** Still unusable: they stay held. */
  readonly held: number;
}

/**
 * Tries quarantined events of a source again, after the tracking plan or the places were mended; those that are usable now
 * are recorded as of when they were received. At most 20,000 a call. @throws NotFound, QuarantineIsHeadquarters
 */
export async function replayQuarantine(ctx: Context, selection: QuarantineSelection): Promise<Replayed> {
  requireHeadquarters(ctx);
  let after: string | undefined;
  let recorded = 0;
  let held = 0;
  for (let page = 0; page * AT_ONCE < MOST; page++) {
    const done = await replayPage(ctx.under(`page-${page}`), selection, after);
    recorded += done.recorded;
    held += done.seen - done.recorded;
    if (done.last === null) break;
    after = done.last;
  }
  return { recorded, held };
}

async function replayPage(
  ctx: Context,
  selection: QuarantineSelection,
  after: string | undefined,
): Promise<{ seen: number; recorded: number; last: string | null }> {
  const source = await findLiveSource(ctx.db, selection.sourceId);
  if (source === undefined) throw new NotFound('source');
  await ensurePartition(ctx, ctx.clock.now());
  return resolving(ctx, async (tx) => {
    const rows = await takeHeld(tx.db, selection, selection.quarantineIds, { after, limit: AT_ONCE });
    const last = rows.length < AT_ONCE ? null : (rows.at(-1)?.quarantineId ?? null);
    const read = rows.length === 0 ? [] : await understand(ctx, tx, rows);
    const { prepared } = await prepareEvents(ctx, source, read);
    if (prepared.length === 0) return { answer: { seen: rows.length, recorded: 0, last }, learned: [] };
    const done = await recordEvents(ctx, tx, prepared, { sourceId: source.sourceId, receivedAt: tx.now, mode: 'live' });
    const unusable = new Set(done.unidentified.map((each) => each.eventId));
    const ids = prepared.filter((each) => !unusable.has(each.eventId)).map((each) => each.quarantineId);
    const decision = { state: 'replayed', by: deciderOf(ctx), reason: '', now: tx.now } as const;
    const recorded = await closeHeld(tx.db, selection.sourceId, ids, decision);
    await tx.audit({
      action: 'replay-quarantine',
      subject: { kind: 'source', id: source.sourceId },
      details: { reason: selection.reason ?? null, eventName: selection.eventName ?? null, recorded },
    });
    return { answer: { seen: rows.length, recorded, last }, learned: done.learned };
  });
}

/** Opens payloads (audited) and reads them as of when they were received: `sentAt` is gone, the times stand. */
async function understand(
  ctx: Context,
  tx: Parameters<Parameters<Context['transaction']>[0]>[0],
  rows: readonly (QuarantineRow & { payload: Buffer })[],
): Promise<{ quarantineId: string; event: ReadEvent }[]> {
  const opened = await ctx.services.vault.openMany(
    tx,
    rows.map((row) => ({ personId: row.quarantineId as PersonId, sealed: row.payload })),
    'rebuild',
  );
  return rows.flatMap((row, at) => {
    const envelope = { receivedAt: row.receivedAt, sentAt: undefined, anonymousId: undefined, kind: undefined };
    const event = readEvent(opened[at], envelope);
    return isRejected(event) ? [] : [{ quarantineId: row.quarantineId, event }];
  });
}

/** Gives quarantined events up, with a reason, and destroys what they held. At most 20,000 a call. */
export async function discardQuarantine(
  ctx: Context,
  input: QuarantineSelection & { readonly why: string },
): Promise<{ discarded: number }> {
  requireHeadquarters(ctx);
  let discarded = 0;
  for (let page = 0; page * AT_ONCE < MOST; page++) {
    const done = await ctx.under(`page-${page}`).transaction(async (tx) => {
      const rows = await takeHeld(tx.db, input, input.quarantineIds, { after: undefined, limit: AT_ONCE });
      if (rows.length === 0) return 0;
      const ids = rows.map((row) => row.quarantineId);
      const decision = { state: 'discarded', by: deciderOf(ctx), reason: input.why, now: tx.now } as const;
      const closed = await closeHeld(tx.db, input.sourceId, ids, decision);
      for (const id of ids) await ctx.services.vault.erase(tx, id as PersonId);
      await tx.audit({
        action: 'discard-quarantine',
        subject: { kind: 'source', id: input.sourceId },
        details: {
          reason: input.reason ?? null,
          eventName: input.eventName ?? null,
          why: input.why,
          discarded: closed,
        },
      });
      return closed;
    });
    discarded += done;
    if (done < AT_ONCE) break;
  }
  return { discarded };
}
