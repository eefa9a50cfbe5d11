import { NotFound } from '#kernel/errors';
import type { SkuId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { overlaps, stateOf, type AreaEntry } from '../../prices/area-entry.ts';
import {
  endEntries,
  entriesByIds,
  insertEntries,
  lockThings,
  overlappingEntries,
  type AreaEntryRow,
  type EntryTable,
} from '../../prices/area-entry-store.ts';
import { AREA_PRICES } from '../../prices/area-price-store.ts';
import { AREA_LISTINGS } from '../listing-store.ts';
import { skusByIds } from '../spu-store.ts';
import { touchSpus } from '../spu-write-store.ts';
import { BulkAlreadyUndone, type BulkEditId, type BulkRecord } from './bulk-edit.ts';
import { lockBulkEdit, markUndone, moveSpus, recordsOf, setActive, type BulkEdit } from './bulk-store.ts';

export interface UndoneBulkEdit {
  readonly undone: number;
  /** SKUs that somebody changed since: they stay as they are. */
  readonly skipped: readonly { readonly skuId: SkuId; readonly code: string; readonly name: string }[];
}

/**
 * Takes an edit back, once: what it said ends now, what it ended goes on from now. What was charged meanwhile stays
 * charged, and what somebody changed since stays as it is.
 * @throws NotFound, BulkAlreadyUndone
 */
export async function undoBulkEdit(ctx: Context, { editId }: { readonly editId: BulkEditId }): Promise<UndoneBulkEdit> {
  return ctx.transaction(async (tx) => {
    const edit = await lockBulkEdit(tx.db, ctx.scope, editId);
    if (edit === undefined) throw new NotFound('bulk-edit');
    if (edit.undoneAt !== null) throw new BulkAlreadyUndone();
    const records = await recordsOf(tx.db, editId);
    await lockThings(
      tx.db,
      'sku',
      records.map(({ skuId }) => skuId),
    );
    const undone = await takeBack(tx, edit, records);
    await markUndone(tx.db, editId, tx.actor.kind === 'user' ? tx.actor.userId : null, tx.now);
    await tx.audit({
      action: 'undo-bulk-edit',
      subject: { kind: 'bulk-edit', id: editId },
      details: { undone: undone.size, skipped: records.length - undone.size },
    });
    const left = records.map(({ skuId }) => skuId).filter((skuId) => !undone.has(skuId));
    const skus = [...(await skusByIds(tx.db, left)).values()];
    return { undone: undone.size, skipped: skus.map(({ skuId, code, name }) => ({ skuId, code, name })) };
  });
}

async function takeBack(tx: Tx, edit: BulkEdit, records: readonly BulkRecord[]): Promise<Set<SkuId>> {
  switch (edit.kind) {
    case 'price':
      return restoreEntries(tx, AREA_PRICES, records);
    case 'listing':
      return restoreEntries(tx, AREA_LISTINGS, records);
    case 'category':
      return moveBack(tx, records);
    case 'active':
      return switchBack(tx, records);
  }
}

interface Restored<Entry> {
  readonly skuId: SkuId;
  readonly made: readonly Entry[];
  readonly again: readonly Entry[];
}

async function restoreEntries<Entry extends AreaEntry, Row extends AreaEntryRow>(
  tx: Tx,
  of: EntryTable<Entry, Row>,
  records: readonly BulkRecord[],
): Promise<Set<SkuId>> {
  const parts = records.map(({ skuId, before, after }) => ({
    skuId,
    ended: 'ended' in before ? before.ended : [],
    madeIds: 'entryIds' in after ? after.entryIds : [],
  }));
  const ids = parts.flatMap(({ ended, madeIds }) => [...madeIds, ...ended.map(({ entryId }) => entryId)]);
  const entries = await entriesByIds(tx.db, of, ids);
  const plans = parts.flatMap(({ skuId, ended, madeIds }): Restored<Entry>[] => {
    const made = madeIds.flatMap((id) => entries.get(id) ?? []);
    const [first] = made;
    // Somebody ended it, or its time is over: there is nothing of it to take back.
    if (first === undefined || stateOf(first, tx.now) === 'over') return [];
    return [{ skuId, made, again: ended.flatMap((each) => goingOn(tx, entries.get(each.entryId), each.validUntil)) }];
  });
  const own = new Set(parts.flatMap(({ madeIds }) => madeIds));
  const others = (
    await overlappingEntries(
      tx.db,
      of,
      plans.flatMap(({ again }) => again),
    )
  ).filter((entry) => !own.has(entry.entryId));
  const free = plans.filter(({ again }) => !again.some((entry) => others.some((other) => meet(of, entry, other))));
  const ends = free.flatMap(({ made }) =>
    made
      .filter((entry) => stateOf(entry, tx.now) !== 'over')
      .map((entry) => ({ entry, validUntil: entry.validFrom > tx.now ? entry.validFrom : tx.now })),
  );
  await endEntries(tx.db, of, ends);
  await insertEntries(
    tx.db,
    of,
    free.flatMap(({ again }) => again),
  );
  return new Set(free.map(({ skuId }) => skuId));
}

/** An ended entry as it goes on, under an id of its own: one that was live is never lengthened. */
function goingOn<Entry extends AreaEntry>(tx: Tx, ended: Entry | undefined, until: string | null): Entry[] {
  if (ended === undefined || ended.validUntil === null) return [];
  const validUntil = until === null ? null : new Date(until);
  const validFrom = ended.validUntil > tx.now ? ended.validUntil : tx.now;
  if (validUntil !== null && validUntil <= validFrom) return [];
  return [{ ...ended, entryId: tx.newId(), validFrom, validUntil }];
}

function meet<Entry extends AreaEntry, Row extends AreaEntryRow>(
  of: EntryTable<Entry, Row>,
  a: Entry,
  b: Entry,
): boolean {
  const [one, other] = [of.toRow(a), of.toRow(b)];
  return of.thing.every((column) => one[column] === other[column]) && overlaps(a, b);
}

async function moveBack(tx: Tx, records: readonly BulkRecord[]): Promise<Set<SkuId>> {
  const skus = await skusByIds(
    tx.db,
    records.map(({ skuId }) => skuId),
  );
  const moves = records.flatMap(({ skuId, before, after }) => {
    const spuId = skus.get(skuId)?.spuId;
    const known = 'categoryId' in before && 'categoryId' in after;
    return spuId !== undefined && known ? [{ spuId, from: after.categoryId, to: before.categoryId }] : [];
  });
  const distinct = [...new Map(moves.map((move) => [move.spuId, move])).values()];
  const moved = await moveSpus(tx.db, distinct, tx.now);
  return new Set([...skus.values()].filter(({ spuId }) => moved.has(spuId)).map(({ skuId }) => skuId));
}

async function switchBack(tx: Tx, records: readonly BulkRecord[]): Promise<Set<SkuId>> {
  const [first] = records;
  if (first === undefined || !('active' in first.before)) return new Set();
  const switched = await setActive(
    tx.db,
    records.map(({ skuId }) => skuId),
    first.before.active,
  );
  await touchSpus(tx.db, [...switched.values()], tx.now);
  return new Set(switched.keys());
}
