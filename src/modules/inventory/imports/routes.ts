import { NotFound, Refusal } from '#kernel/errors';
import { Catalogue, defineRoute, idFromCursor, pageOf, Reply, type Route } from '#platform/http';
import { MAX_IMPORT_BYTES, uploaderOf } from '#modules/territory';
import {
  importAnswer,
  importCommitAnswer,
  importParams,
  importRowsAnswer,
  importRowsQuery,
  importsAnswer,
  importsQuery,
} from '../contract.ts';
import { messages } from '../messages.ts';
import { commitStockImport } from './commit-stock-import.ts';
import { previewStockImport } from './preview-stock-import.ts';
import {
  listStockImportRows,
  listStockImports,
  stockImportInScope,
  type StockImportSummary,
  type StoredStockRow,
} from './stock-import-store.ts';

const access = { permission: 'stock.edit' } as const;
const sentences = new Catalogue([messages]);

const summaryJson = (summary: StockImportSummary) => ({ ...summary, createdAt: summary.createdAt.toISOString() });

const rowJson = ({ lineNumber, verdict, cells, onHand, faults, committedAt }: StoredStockRow) => ({
  lineNumber,
  verdict,
  cells,
  onHand,
  faults: faults.map(({ field, code, params }) => ({ field, code, message: sentences.say(code, params) })),
  committedAt: committedAt?.toISOString() ?? null,
});

export const importRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/inventory/imports',
    summary: 'Reads a CSV or Excel file of counted stock and says of each row what it would do; changes nothing yet',
    access,
    upload: true,
    bodyLimit: MAX_IMPORT_BYTES,
    ratePerMinute: 30,
    answer: importAnswer,
    handle: async (ctx, { request: { file } }) => {
      if (file === undefined) throw new Refusal('stock-import-file-missing', 'invalid');
      const summary = await previewStockImport(ctx, { fileName: file.name, bytes: file.bytes });
      return new Reply(summaryJson(summary), { status: 201 });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/inventory/imports',
    summary: 'Imports of counted stock, the newest first: all of them for headquarters, one’s own otherwise',
    access,
    query: importsQuery,
    answer: importsAnswer,
    handle: async ({ db, scope, actor }, { query: { cursor, limit } }) => {
      const page = { before: idFromCursor(cursor), limit: limit + 1 };
      const found = await listStockImports(db, scope, uploaderOf(actor), page);
      const { items, nextCursor } = pageOf(found, limit, (row) => [row.importId]);
      return { items: items.map(summaryJson), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/inventory/imports/:importId/rows',
    summary: 'The rows of an import by line, with what is wrong in words',
    access,
    params: importParams,
    query: importRowsQuery,
    answer: importRowsAnswer,
    handle: async ({ db, scope, actor }, { params: { importId }, query: { verdict, cursor, limit } }) => {
      if ((await stockImportInScope(db, scope, uploaderOf(actor), importId)) === undefined) {
        throw new NotFound('stock-import');
      }
      const rows = await listStockImportRows(db, importId, { verdict }, { after: cursor ?? 0, limit: limit + 1 });
      const items = rows.slice(0, limit);
      return { items: items.map(rowJson), nextCursor: rows.length > limit ? (items.at(-1)?.lineNumber ?? null) : null };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/inventory/imports/:importId/commit',
    summary: 'Takes over all good rows; repeating it does nothing',
    access,
    params: importParams,
    answer: importCommitAnswer,
    handle: async (ctx, { params: { importId } }) => commitStockImport(ctx, importId),
  }),
];
