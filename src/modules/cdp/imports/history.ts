import type { CityId, CommunityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { announceFactsChanged } from '../communities/announce-facts.ts';
import { hashIdentifiers } from '../identity/hash-identifiers.ts';
import { resolving } from '../identity/resolving.ts';
import { ensurePartition } from '../ingestion/prepare-partitions.ts';
import { placesByCode } from '../ingestion/place-lookup.ts';
import type { ReadEvent } from '../ingestion/read-event.ts';
import { recordEvents, type PreparedEvent } from '../ingestion/record-events.ts';
import type { SourceId } from '../sources/source.ts';

/** A row of history as an event, with the id under which it is the same fact however often it is imported. */
export interface HistoryEvent {
  readonly event: ReadEvent;
  readonly externalId: { readonly kind: string; readonly id: string };
}

export interface Imported {
  readonly recorded: number;
  /** Rows that were imported before. */
  readonly known: number;
  /** Rows that cannot be recorded: their community is unknown, or nothing in them identifies anybody. */
  readonly refused: number;
  /** The first of them, by their place among the rows (from 0). */
  readonly refusals: readonly { readonly index: number; readonly reason: 'community-unknown' | 'identity-blocked' }[];
}

type Rows<T> = Iterable<T> | AsyncIterable<T>;

const BATCH = 2_000;
/** Batches under way at once: while one waits for the database, the next is read and hashed. */
const AT_ONCE = 3;
const REFUSALS_SHOWN = 200;
const FACTS_AT_ONCE = 1_000;

/**
 * Records history as events, thousands of rows a transaction; whose they are, where, and what follows are resolved as for
 * live events. Nothing is announced row by row: each community that was touched is announced once at the end. Repeatable:
 * rows that are known are passed over, so that an import that broke off is simply run again.
 */
export async function importHistory<T>(
  ctx: Context,
  rows: Rows<T>,
  toEvent: (row: T) => HistoryEvent,
  sourceId: SourceId,
): Promise<Imported> {
  const run = new HistoryRun(ctx, sourceId);
  let batch: HistoryEvent[] = [];
  for await (const row of rows) {
    batch.push(toEvent(row));
    if (batch.length < BATCH) continue;
    await run.start(batch);
    batch = [];
  }
  if (batch.length > 0) await run.start(batch);
  return run.finish();
}

class HistoryRun {
  readonly #ctx: Context;
  readonly #sourceId: SourceId;
  readonly #running = new Set<Promise<void>>();
  readonly #touched = new Map<CommunityId, CityId>();
  readonly #refusals: { index: number; reason: 'community-unknown' | 'identity-blocked' }[] = [];
  #recorded = 0;
  #known = 0;
  #refused = 0;
  #started = 0;
  #batches = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(ctx: Context, sourceId: SourceId) {
    this.#ctx = ctx;
    this.#sourceId = sourceId;
  }

  async start(batch: readonly HistoryEvent[]): Promise<void> {
    while (this.#running.size >= AT_ONCE) await Promise.race(this.#running);
    if (this.#failure !== undefined) throw this.#failure.error;
    const first = this.#started;
    this.#started += batch.length;
    const running: Promise<void> = this.#record(batch, first, `rows-${this.#batches++}`)
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async finish(): Promise<Imported> {
    await Promise.all(this.#running);
    if (this.#failure !== undefined) throw this.#failure.error;
    const touched = [...this.#touched].map(([communityId, cityId]) => ({ communityId, cityId }));
    for (let at = 0; at < touched.length; at += FACTS_AT_ONCE) {
      await this.#ctx.under(`facts-${at}`).transaction(async (tx) => {
        await announceFactsChanged(tx, touched.slice(at, at + FACTS_AT_ONCE));
        return null;
      });
    }
    return {
      recorded: this.#recorded,
      known: this.#known,
      refused: this.#refused,
      refusals: this.#refusals.toSorted((a, b) => a.index - b.index),
    };
  }

  async #record(batch: readonly HistoryEvent[], first: number, part: string): Promise<void> {
    const ctx = this.#ctx.under(part);
    const receivedAt = ctx.clock.now();
    const prepared = await this.#prepare(ctx, batch, first);
    await ensurePartition(ctx, receivedAt);
    const done = await resolving(ctx, async (tx) => {
      const recorded = await recordEvents(ctx, tx, prepared, { sourceId: this.#sourceId, receivedAt, mode: 'history' });
      const { learned, ...counts } = recorded;
      return { answer: counts, learned };
    });
    this.#recorded += done.accepted;
    this.#known += done.known;
    const at = new Map(prepared.map((each) => [each.eventId, each.index]));
    for (const { eventId } of done.unidentified) this.#refuse(at.get(eventId) ?? first, 'identity-blocked');
  }

  async #prepare(
    ctx: Context,
    batch: readonly HistoryEvent[],
    first: number,
  ): Promise<(PreparedEvent & { index: number })[]> {
    const places = await placesByCode(ctx, new Set(batch.flatMap(({ event }) => event.communityCode ?? [])));
    return batch.flatMap(({ event, externalId }, at) => {
      const index = first + at;
      const place = event.communityCode === undefined ? undefined : places.get(event.communityCode);
      if (event.communityCode !== undefined && place === undefined) return this.#refuse(index, 'community-unknown');
      const identifiers = hashIdentifiers(ctx.services.vault, event.identifiers);
      if (identifiers.length === 0) return this.#refuse(index, 'identity-blocked');
      if (place !== undefined) this.#touched.set(place.communityId, place.cityId);
      return [{ eventId: ctx.newId(), event, externalId, identifiers, place, index }];
    });
  }

  #refuse(index: number, reason: 'community-unknown' | 'identity-blocked'): [] {
    this.#refused += 1;
    if (this.#refusals.length < REFUSALS_SHOWN) this.#refusals.push({ index, reason });
    return [];
  }
}
