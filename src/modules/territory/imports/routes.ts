import { NotFound, Refusal } from '#kernel/errors';
import { Catalogue, defineRoute, idFromCursor, pageOf, Reply, type Route } from '#platform/http';
import {
  cursorQuery,
  importAnswer,
  importCommitAnswer,
  importCommitBody,
  importParams,
  importPreviewQuery,
  importRowsAnswer,
  importRowsQuery,
  importsAnswer,
} from '../contract.ts';
import { messages } from '../messages.ts';
import { commitImport } from './commit-import.ts';
import { importInScope, listImportRows, listImports, uploaderOf, type StoredRow } from './import-store.ts';
import { MAX_IMPORT_BYTES, type ImportSummary, type RowFault } from './place-import.ts';
import { previewImport } from './preview-import.ts';

const access = { permission: 'territory.edit' } as const;
const sentences = new Catalogue([messages]);

const summaryJson = (summary: ImportSummary) => ({ ...summary, createdAt: summary.createdAt.toISOString() });

const faultJson = ({ field, code, params }: RowFault) => ({ field, code, message: sentences.say(code, params) });

const rowJson = (row: StoredRow) => ({
  lineNumber: row.lineNumber,
  code: row.code,
  verdict: row.verdict,
  cells: row.cells,
  changedFields: [...row.changedFields],
  faults: row.faults.map(faultJson),
  warnings: row.warnings.map(faultJson),
  committedAt: row.committedAt?.toISOString() ?? null,
});

export const importRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/territory/imports',
    summary: 'Reads a CSV or Excel file of places and says of each row what it would do; changes nothing yet',
    access,
    query: importPreviewQuery,
    upload: true,
    bodyLimit: MAX_IMPORT_BYTES,
    ratePerMinute: 30,
    answer: importAnswer,
    handle: async (ctx, { query: { kind, datum }, request: { file } }) => {
      if (file === undefined) throw new Refusal('place-import-file-missing', 'invalid');
      const summary = await previewImport(ctx, { kind, datum, fileName: file.name, bytes: file.bytes });
      return new Reply(summaryJson(summary), { status: 201 });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/territory/imports',
    summary: 'Imports, the newest first: all of them for headquarters, one’s own otherwise',
    access,
    query: cursorQuery,
    answer: importsAnswer,
    handle: async ({ db, scope, actor }, { query: { cursor, limit } }) => {
      const page = { before: idFromCursor(cursor), limit: limit + 1 };
      const { items, nextCursor } = pageOf(await listImports(db, scope, uploaderOf(actor), page), limit, (row) => [
        row.id,
      ]);
      return { items: items.map(summaryJson), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/territory/imports/:id',
    summary: 'One import',
    access,
    params: importParams,
    answer: importAnswer,
    handle: async ({ db, scope, actor }, { params: { id } }) => {
      const summary = await importInScope(db, scope, uploaderOf(actor), id);
      if (summary === undefined) throw new NotFound('place-import');
      return summaryJson(summary);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/territory/imports/:id/rows',
    summary: 'The rows of an import by line, with what is wrong in words; `verdict=bad` lists the bad ones',
    access,
    params: importParams,
    query: importRowsQuery,
    answer: importRowsAnswer,
    handle: async ({ db, scope, actor }, { params: { id }, query: { verdict, cursor, limit } }) => {
      if ((await importInScope(db, scope, uploaderOf(actor), id)) === undefined) throw new NotFound('place-import');
      const rows = await listImportRows(db, id, { verdict }, { after: cursor ?? 0, limit: limit + 1 });
      const items = rows.slice(0, limit);
      return { items: items.map(rowJson), nextCursor: rows.length > limit ? (items.at(-1)?.lineNumber ?? null) : null };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/territory/imports/:id/commit',
    summary: 'Takes over all good rows, or the good ones among the given lines; repeating it does nothing',
    access,
    params: importParams,
    body: importCommitBody,
    answer: importCommitAnswer,
    handle: async (ctx, { params: { id }, body: { lines } }) => commitImport(ctx, { importId: id, lines }),
  }),
];
