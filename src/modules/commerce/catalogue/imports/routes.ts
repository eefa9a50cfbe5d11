import { NotFound, Refusal } from '#kernel/errors';
import { businessDay } from '#kernel/time';
import { XLSX } from '#platform/files';
import { Catalogue, defineRoute, Reply, type Route } from '#platform/http';
import { MAX_IMPORT_BYTES, type RowFault } from '#modules/territory';
import {
  catalogueImportAnswer,
  catalogueImportCommitAnswer,
  catalogueImportCommitBody,
  catalogueImportParams,
  catalogueImportRowsAnswer,
  catalogueImportRowsQuery,
  productExportQuery,
} from '../../contract.ts';
import { messages } from '../../messages.ts';
import { filterOf } from '../describe-products.ts';
import type { ImportSummary } from './catalogue-import.ts';
import { titleOf } from './columns.ts';
import { commitCatalogueImport } from './commit-import.ts';
import { exportProducts } from './export-products.ts';
import { findImport, listImportRows, type StoredRow } from './import-store.ts';
import { previewCatalogueImport } from './preview-import.ts';

const edit = { permission: 'product.edit' } as const;
const sentences = new Catalogue([messages]);

export const catalogueImportRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/product-export',
    summary: 'What a filter finds as a workbook, one row a SKU; the same file can be imported again',
    access: { permission: 'product.read' },
    query: productExportQuery,
    produces: XLSX,
    handle: async (ctx, { query }) => {
      const bytes = await exportProducts(ctx.db, await filterOf(ctx.db, query));
      return new Reply(bytes, {
        headers: {
          'content-type': XLSX,
          'content-disposition': `attachment; filename="products-${businessDay(ctx.clock.now())}.xlsx"`,
        },
      });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/product-imports',
    summary: 'Reads a workbook of SKUs and says of each row what it would do; changes nothing yet',
    access: edit,
    upload: true,
    bodyLimit: MAX_IMPORT_BYTES,
    ratePerMinute: 30,
    answer: catalogueImportAnswer,
    handle: async (ctx, { request: { file } }) => {
      if (file === undefined) throw new Refusal('place-import-file-missing', 'invalid');
      const summary = await previewCatalogueImport(ctx, { fileName: file.name, bytes: file.bytes });
      return new Reply(summaryJson(summary), { status: 201 });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/product-imports/:importId',
    summary: 'One import',
    access: edit,
    params: catalogueImportParams,
    answer: catalogueImportAnswer,
    handle: async ({ db }, { params: { importId } }) => {
      const found = await findImport(db, importId);
      if (found === undefined) throw new NotFound('catalogue-import');
      return summaryJson(found);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/product-imports/:importId/rows',
    summary: 'The rows of an import by line, with what is wrong in words; `verdict=bad` lists the bad ones',
    access: edit,
    params: catalogueImportParams,
    query: catalogueImportRowsQuery,
    answer: catalogueImportRowsAnswer,
    handle: async ({ db }, { params: { importId }, query: { verdict, cursor, limit } }) => {
      const rows = await listImportRows(db, importId, { verdict }, { after: cursor ?? 0, limit: limit + 1 });
      const items = rows.slice(0, limit);
      return { items: items.map(rowJson), nextCursor: rows.length > limit ? (items.at(-1)?.lineNumber ?? null) : null };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/product-imports/:importId/commit',
    summary: 'Takes over all good rows, or the good ones among the given lines; repeating it does nothing',
    access: edit,
    params: catalogueImportParams,
    body: catalogueImportCommitBody,
    answer: catalogueImportCommitAnswer,
    handle: (ctx, { params: { importId }, body: { lines } }) => commitCatalogueImport(ctx, { importId, lines }),
  }),
];

const summaryJson = ({ createdAt, ...summary }: ImportSummary) => ({ ...summary, createdAt: createdAt.toISOString() });

const faultJson = ({ field, code, params }: RowFault) => ({
  column: titleOf(field),
  code,
  message: sentences.say(code, params),
});

const rowJson = (row: StoredRow) => ({
  lineNumber: row.lineNumber,
  code: row.code,
  verdict: row.verdict,
  cells: { ...row.cells },
  changed: row.changedFields.map(titleOf),
  faults: row.faults.map(faultJson),
  committedAt: row.committedAt?.toISOString() ?? null,
});
