import type { SkuId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Context, Tx } from '#platform/context';
import type { Area, AreaEntry } from '../../prices/area-entry.ts';
import {
  endEntries,
  insertEntries,
  lockThings,
  type AreaEntryRow,
  type EntryTable,
} from '../../prices/area-entry-store.ts';
import { AREA_PRICES } from '../../prices/area-price-store.ts';
import type { CategoryId } from '../category.ts';
import { AREA_LISTINGS } from '../listing-store.ts';
import type { SpuId } from '../spu.ts';
import { touchSpus } from '../spu-write-store.ts';
import {
  BulkChangedMeanwhile,
  BulkChangesNothing,
  type BulkRecord,
  type PlannedEntry,
  type PlannedRow,
} from './bulk-edit.ts';
import { insertBulkEdit, moveSpus, setActive, type BulkEdit } from './bulk-store.ts';
import { chosenSkus, planBulkEdit, type BulkAsked, type BulkPlan } from './plan-bulk-edit.ts';

export interface CommitBulkEditInput extends BulkAsked {
  /** Of the preview. */
  readonly fingerprint: string;
}

/**
 * Does what a preview showed, all of it in one transaction; rows that could not be done are left out, as shown.
 * @throws BulkChangedMeanwhile, BulkChangesNothing and what `planBulkEdit` refuses
 */
export async function commitBulkEdit(ctx: Context, input: CommitBulkEditInput): Promise<BulkEdit> {
  const { selection, change } = input;
  return ctx.transaction(async (tx) => {
    const chosen = await chosenSkus(tx.db, selection);
    await lockThings(
      tx.db,
      'sku',
      chosen.map((sku) => sku.skuId),
    );
    const plan = await planBulkEdit(ctx, tx.db, chosen, change, tx.now);
    if (plan.fingerprint !== input.fingerprint) throw new BulkChangedMeanwhile();
    const records = await carryOut(tx, plan, change.kind === 'category' ? change.categoryId : undefined);
    if (records.length === 0) throw new BulkChangesNothing();
    const edit: BulkEdit = {
      editId: tx.newId<'BulkEdit'>(),
      kind: plan.kind,
      title: plan.title,
      changed: records.length,
      ...placeOfEdit('area' in plan ? plan.area.area : { kind: 'all' }),
      madeBy: tx.actor.kind === 'user' ? tx.actor.userId : null,
      madeAt: tx.now,
      undoneAt: null,
    };
    await insertBulkEdit(tx.db, edit, change, records);
    await tx.audit({
      action: 'commit-bulk-edit',
      subject: { kind: 'bulk-edit', id: edit.editId },
      details: { change, changed: edit.changed },
    });
    return edit;
  });
}

const placeOfEdit = (area: Area) => ({
  cityId: area.kind === 'all' || area.kind === 'region' ? null : area.cityId,
  storeId: area.kind === 'store' ? area.storeId : null,
  communityId: area.kind === 'community' ? area.communityId : null,
});

const changing = <Row extends PlannedRow>(rows: readonly Row[]): Row[] =>
  rows.filter((row) => row.verdict === 'change');

async function carryOut(tx: Tx, plan: BulkPlan, categoryId: CategoryId | undefined): Promise<BulkRecord[]> {
  if (plan.kind === 'price' || plan.kind === 'listing') {
    const rows = changing(plan.rows);
    const said = { ...plan.area, ...plan.span, signedBy: signer(tx), signedAt: tx.now };
    return plan.kind === 'price'
      ? replaceEntries(tx, AREA_PRICES, rows, ({ sku, value }) => ({
          ...said,
          entryId: tx.newId<'AreaPrice'>(),
          thing: { skuId: sku.skuId },
          priceFen: value as Fen,
        }))
      : replaceEntries(tx, AREA_LISTINGS, rows, ({ sku, value }) => ({
          ...said,
          entryId: tx.newId<'AreaListing'>(),
          thing: { kind: 'sku' as const, id: sku.skuId },
          listed: value === true,
        }));
  }
  const rows = changing(plan.rows);
  if (rows.length === 0) return [];
  return categoryId === undefined ? switchSkus(tx, rows) : moveRows(tx, rows, categoryId);
}

const signer = (tx: Tx) => (tx.actor.kind === 'user' ? tx.actor.userId : null);

/** Ends what was live, says what is said now, and lets go on what goes on afterwards. */
async function replaceEntries<Entry extends AreaEntry, Row extends AreaEntryRow>(
  tx: Tx,
  of: EntryTable<Entry, Row>,
  rows: readonly PlannedEntry<number | boolean>[],
  entryOf: (row: PlannedEntry<number | boolean>) => Entry,
): Promise<BulkRecord[]> {
  const made = rows.map((row) => {
    const entry = entryOf(row);
    // What resumes is a new entry that says what the old one said: one that was live is only ended.
    const resumed = row.resumes.map((known) => ({ ...(known as Entry), entryId: tx.newId() }));
    return { row, entry, resumed };
  });
  const ends = made.flatMap(({ row, entry }) =>
    row.ends.map((known) => ({ entry: known as Entry, validUntil: entry.validFrom })),
  );
  if ((await endEntries(tx.db, of, ends)).size < ends.length) throw new BulkChangedMeanwhile();
  await insertEntries(
    tx.db,
    of,
    made.flatMap(({ entry, resumed }) => [entry, ...resumed]),
  );
  return made.map(({ row, entry, resumed }) => ({
    skuId: row.sku.skuId,
    before: {
      ended: row.ends.map(({ entryId, validUntil }) => ({ entryId, validUntil: validUntil?.toISOString() ?? null })),
    },
    after: { entryIds: [entry, ...resumed].map(({ entryId }) => entryId) },
  }));
}

async function moveRows(tx: Tx, rows: readonly PlannedRow[], to: CategoryId): Promise<BulkRecord[]> {
  const moves = new Map(rows.map(({ sku }) => [sku.spuId, { spuId: sku.spuId, from: sku.categoryId, to }]));
  const moved: Set<SpuId> = await moveSpus(tx.db, [...moves.values()], tx.now);
  if (moved.size < moves.size) throw new BulkChangedMeanwhile();
  return rows.map(({ sku }) => ({
    skuId: sku.skuId,
    before: { categoryId: sku.categoryId },
    after: { categoryId: to },
  }));
}

async function switchSkus(tx: Tx, rows: readonly PlannedRow[]): Promise<BulkRecord[]> {
  const active = !(rows[0]?.sku.active ?? false);
  const skuIds: SkuId[] = rows.map(({ sku }) => sku.skuId);
  const switched = await setActive(tx.db, skuIds, active);
  await touchSpus(tx.db, [...switched.values()], tx.now);
  return rows.map(({ sku }) => ({ skuId: sku.skuId, before: { active: !active }, after: { active } }));
}
