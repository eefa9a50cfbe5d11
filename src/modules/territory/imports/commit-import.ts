import { NotFound } from '#kernel/errors';
import type { CityId, CommunityId, PickupPointId, StoreId, WarehouseId } from '#kernel/ids';
import { businessDay } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import type { Announcement } from '#platform/outbox';
import { CommunityChanged, PickupPointChanged, StoreChanged, WarehouseChanged } from '../events.ts';
import { setSupplied } from '../supply/supply-store.ts';
import { warehousesByIds } from '../supply/warehouse-store.ts';
import type { SupplyKind, WarehouseKind } from '../supply/warehouse.ts';
import { importInScope, lockImport, markCommitted, rowsToCommit, uploaderOf } from './import-store.ts';
import { judgeRows } from './judge.ts';
import type { ImportKind, JudgedRow, PlaceImportId } from './place-import.ts';
import {
  insertCommunities,
  insertPickupPoints,
  insertStores,
  insertWarehouses,
  setServedCommunities,
  updateCommunities,
  updatePickupPoints,
  updateStores,
  updateWarehouses,
  upsertCities,
  upsertPartners,
  upsertRegions,
  type PlaceToWrite,
} from './place-write-store.ts';
import { requireArea } from './preview-import.ts';
import { loadReferences } from './reference-store.ts';

export interface CommitImportInput {
  readonly importId: PlaceImportId;
  /** All good rows, or the good ones among these lines of the file. */
  readonly lines: 'all' | readonly number[];
}

export interface CommitImportResult {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Lines that were good in the preview and are no longer: their place was changed meanwhile. */
  readonly stale: number[];
}

const EVENTS_AT_ONCE = 1_000;

/**
 * Takes rows of a previewed import over, all in one transaction, and announces what changed. Rows taken over before
 * are left out, so that repeating a commit does nothing. Each row is judged again against what is there now.
 * @throws NotFound for an import that is not the reader's; ImportNeedsEverything
 */
export async function commitImport(ctx: Context, input: CommitImportInput): Promise<CommitImportResult> {
  return ctx.transaction(async (tx) => {
    await lockImport(tx.db, input.importId);
    const summary = await importInScope(tx.db, ctx.scope, uploaderOf(ctx.actor), input.importId);
    if (summary === undefined) throw new NotFound('place-import');
    const { kind, datum } = summary;
    requireArea(ctx, kind);
    const stored = await rowsToCommit(tx.db, input.importId, input.lines);
    const references = await loadReferences(tx.db, kind, stored);
    const thisYear = Number(businessDay(tx.now).slice(0, 4));
    const judged = judgeRows(stored, references, { kind, datum, thisYear, scope: ctx.scope });
    const baseVersions = new Map(stored.map((row) => [row.lineNumber, row.baseVersion]));
    const fresh = judged.filter((row) => isFresh(row, baseVersions.get(row.lineNumber) ?? null));
    const written = await write(tx, kind, fresh);
    const taken = fresh.filter((row) => row.verdict === 'same' || written.has(row.lineNumber));
    await markCommitted(
      tx.db,
      input.importId,
      taken.map((row) => row.lineNumber),
      tx.now,
    );
    const result = resultOf(judged, taken);
    if (taken.length > 0) await audit(tx, input.importId, kind, result);
    return result;
  });
}

/** A row still means what the preview showed: it is good, and nobody saved its place since. */
function isFresh(row: JudgedRow, baseVersion: number | null): boolean {
  if (row.verdict === 'bad') return false;
  return row.verdict === 'same' || (row.existing?.version ?? null) === baseVersion;
}

function resultOf(judged: readonly JudgedRow[], taken: readonly JudgedRow[]): CommitImportResult {
  const lines = new Set(taken.map((row) => row.lineNumber));
  const count = (verdict: JudgedRow['verdict']): number => taken.filter((row) => row.verdict === verdict).length;
  return {
    created: count('create'),
    changed: count('change'),
    unchanged: count('same'),
    stale: judged.filter((row) => !lines.has(row.lineNumber)).map((row) => row.lineNumber),
  };
}

async function audit(tx: Tx, id: PlaceImportId, kind: ImportKind, result: CommitImportResult): Promise<void> {
  const { created, changed, unchanged, stale } = result;
  await tx.audit({
    action: 'commit-import',
    subject: { kind: 'place_import', id },
    details: { kind, created, changed, unchanged, stale: stale.length },
  });
}

type PlannedRow = JudgedRow & { readonly place: PlaceToWrite };

/** Writes created and changed rows and announces them; answers the lines that were written. */
async function write(tx: Tx, kind: ImportKind, rows: readonly JudgedRow[]): Promise<Set<number>> {
  const planned = rows.flatMap((row): PlannedRow[] => {
    if (row.verdict === 'same' || row.facts === null) return [];
    const version = (row.existing?.version ?? 0) + 1;
    const place = { id: row.existing?.id ?? tx.newId(), code: row.code, version, facts: row.facts };
    return [{ ...row, place }];
  });
  if (planned.length === 0) return new Set();
  const creates = planned.filter((row) => row.verdict === 'create').map((row) => row.place);
  const changes = planned.filter((row) => row.verdict === 'change').map((row) => row.place);
  const ids = await WRITERS[kind](tx, creates, changes);
  return new Set(planned.filter((row) => ids.has(row.place.id)).map((row) => row.lineNumber));
}

type Writer = (tx: Tx, creates: PlaceToWrite[], changes: PlaceToWrite[]) => Promise<Set<string>>;

const idsOf = (places: readonly PlaceToWrite[]): Set<string> => new Set(places.map((place) => place.id));

const WRITERS: Readonly<Record<ImportKind, Writer>> = {
  regions: async (tx, creates, changes) => {
    await upsertRegions(tx.db, [...creates, ...changes]);
    return idsOf([...creates, ...changes]);
  },
  cities: async (tx, creates, changes) => {
    await upsertCities(tx.db, [...creates, ...changes]);
    return idsOf([...creates, ...changes]);
  },
  partners: async (tx, creates, changes) => {
    await upsertPartners(tx.db, [...creates, ...changes]);
    return idsOf([...creates, ...changes]);
  },
  stores: async (tx, creates, changes) => {
    const inserted = await insertStores(tx.db, creates, tx.now);
    const updated = await updateStores(tx.db, changes, tx.now);
    const written = [...creates, ...changes].filter(({ id }) => inserted.has(id) || updated.has(id));
    const touched = await setServedCommunities(
      tx.db,
      written.map(({ id, facts }) => ({
        storeId: id as StoreId,
        communityIds: facts['communityIds'] as readonly CommunityId[],
      })),
    );
    await announce(tx, [
      ...written.map(({ id, facts }) =>
        StoreChanged(id, { storeId: id as StoreId, cityId: facts['cityId'] as CityId }),
      ),
      ...touched.map((place) => CommunityChanged(place.communityId, place)),
    ]);
    return idsOf(written);
  },
  communities: async (tx, creates, changes) => {
    const inserted = await insertCommunities(tx.db, creates, tx.now);
    const updated = await updateCommunities(tx.db, changes, tx.now);
    const written = [...creates, ...changes].filter(({ id }) => inserted.has(id) || updated.has(id));
    await announce(
      tx,
      written.map(({ id, facts }) =>
        CommunityChanged(id, { communityId: id as CommunityId, cityId: facts['cityId'] as CityId }),
      ),
    );
    return idsOf(written);
  },
  warehouses: async (tx, creates, changes) => {
    const inserted = await insertWarehouses(tx.db, creates, tx.now);
    const updated = await updateWarehouses(tx.db, changes, tx.now);
    const written = [...creates, ...changes].filter(({ id }) => inserted.has(id) || updated.has(id));
    const lost = await setSupplied(tx.db, written.flatMap(suppliedBy));
    const others = await warehousesByIds(tx.db, lost);
    await announce(tx, [
      ...written.map(({ id, facts }) =>
        WarehouseChanged(id, { warehouseId: id as WarehouseId, cityId: facts['cityId'] as CityId }),
      ),
      ...[...others.values()].map(({ id, cityId }) => WarehouseChanged(id, { warehouseId: id, cityId })),
    ]);
    return idsOf(written);
  },
  pickup_points: async (tx, creates, changes) => {
    const inserted = await insertPickupPoints(tx.db, creates, tx.now);
    const updated = await updatePickupPoints(tx.db, changes, tx.now);
    const written = [...creates, ...changes].filter(({ id }) => inserted.has(id) || updated.has(id));
    const places = written.map(({ id, facts }) => ({
      pickupPointId: id as PickupPointId,
      cityId: facts['cityId'] as CityId,
      communityId: facts['communityId'] as CommunityId,
      touchpointId: updated.get(id) ?? null,
    }));
    await announce(
      tx,
      places.map((place) => PickupPointChanged(place.pickupPointId, place)),
    );
    return idsOf(written);
  },
};

/** Central warehouses supply none. */
function suppliedBy({ id, facts }: PlaceToWrite) {
  const kind = facts['kind'] as WarehouseKind;
  if (kind === 'central') return [];
  const communityIds = facts['communityIds'] as readonly CommunityId[];
  return [{ warehouseId: id as WarehouseId, kind: kind satisfies SupplyKind, communityIds }];
}

async function announce(tx: Tx, events: readonly Announcement[]): Promise<void> {
  for (let from = 0; from < events.length; from += EVENTS_AT_ONCE) {
    await tx.announce(events.slice(from, from + EVENTS_AT_ONCE));
  }
}
