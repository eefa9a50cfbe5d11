import type { Context } from '#platform/context';
import { defineRoute, idFromCursor, pageOf, Reply, requirePermission, type Route } from '#platform/http';
import {
  bulkCommitBody,
  bulkEditAnswer,
  bulkEditParams,
  bulkEditsAnswer,
  bulkEditsQuery,
  bulkPreviewAnswer,
  bulkPreviewBody,
  undoBulkAnswer,
  type BulkChange,
  type BulkEditAnswer,
  type BulkRow,
} from '../../contract.ts';
import type { PlannedRow } from './bulk-edit.ts';
import { listBulkEdits, type BulkEdit } from './bulk-store.ts';
import { commitBulkEdit } from './commit-bulk-edit.ts';
import { chosenSkus, planBulkEdit } from './plan-bulk-edit.ts';
import { undoBulkEdit } from './undo-bulk-edit.ts';

const edit = { permission: 'product.edit' } as const;
/** A choice of 2,000 SKUs is 80 kB of ids. */
const BODY_LIMIT = 512 * 1024;
const SHOWN_CHANGES = 200;

export const bulkRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/commerce/bulk-edits/preview',
    summary: 'What an edit of many SKUs would do to each; changes nothing',
    access: edit,
    body: bulkPreviewBody,
    bodyLimit: BODY_LIMIT,
    answer: bulkPreviewAnswer,
    handle: async (ctx, { body: { selection, change } }) => {
      requirePrices(ctx, change);
      const skus = await chosenSkus(ctx.db, selection);
      const { rows, fingerprint } = await planBulkEdit(ctx, ctx.db, skus, change, ctx.clock.now());
      const of = (verdict: PlannedRow['verdict']) => rows.filter((row) => row.verdict === verdict);
      const [bad, changes] = [of('bad'), of('change')];
      return {
        changes: changes.length,
        same: of('same').length,
        bad: bad.length,
        rows: [...bad, ...changes.slice(0, SHOWN_CHANGES)].map(rowJson),
        fingerprint,
      };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/bulk-edits',
    summary: 'Does what a preview showed, in one transaction',
    access: edit,
    body: bulkCommitBody,
    bodyLimit: BODY_LIMIT,
    answer: bulkEditAnswer,
    handle: async (ctx, { body }) => {
      requirePrices(ctx, body.change);
      return new Reply(editJson(await commitBulkEdit(ctx, body)), { status: 201 });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/bulk-edits',
    summary: 'Edits within the area of the reader, the newest first',
    access: { permission: 'product.read' },
    query: bulkEditsQuery,
    answer: bulkEditsAnswer,
    handle: async ({ db, scope }, { query: { cursor, limit } }) => {
      const rows = await listBulkEdits(db, scope, { before: idFromCursor(cursor), limit: limit + 1 });
      const { items, nextCursor } = pageOf(rows, limit, (row) => [row.editId]);
      return { items: items.map(editJson), nextCursor };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/bulk-edits/:editId/undo',
    summary: 'Takes an edit back: what it said ends, what it ended goes on',
    access: edit,
    params: bulkEditParams,
    answer: undoBulkAnswer,
    handle: async (ctx, { params }) => {
      const { undone, skipped } = await undoBulkEdit(ctx, params);
      return { undone, skipped: skipped.map((sku) => ({ ...sku })) };
    },
  }),
];

/** Prices are signed by whoever may sign one. @throws NotPermitted */
function requirePrices(ctx: Context, change: BulkChange): void {
  if (change.kind === 'price') requirePermission(ctx, 'price.edit');
}

const rowJson = ({ sku, ...row }: PlannedRow): BulkRow => ({
  skuId: sku.skuId,
  code: sku.code,
  name: sku.name,
  verdict: row.verdict,
  before: row.before,
  after: row.after,
  beforeFen: row.beforeFen,
  afterFen: row.afterFen,
  note: row.note,
});

const editJson = (edit: BulkEdit): BulkEditAnswer => ({
  editId: edit.editId,
  title: edit.title,
  kind: edit.kind,
  changed: edit.changed,
  madeBy: edit.madeBy,
  madeAt: edit.madeAt.toISOString(),
  undoneAt: edit.undoneAt?.toISOString() ?? null,
});
