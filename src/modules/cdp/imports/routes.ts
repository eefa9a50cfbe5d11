import { NotFound, Refusal } from '#kernel/errors';
import { Catalogue, defineRoute, Reply, type Route } from '#platform/http';
import { messages } from '../messages.ts';
import { commitFile } from './commit-file.ts';
import {
  commitFileAnswer,
  commitFileBody,
  faultsAnswer,
  faultsQuery,
  fileImportAnswer,
  fileImportParams,
  fileImportsAnswer,
  fileImportsQuery,
  previewFileQuery,
} from './contract.ts';
import { ImportIsHeadquarters, MAX_FILE_BYTES, type FileImport } from './file-import.ts';
import { findFileImport, listFaults, listFileImports } from './file-import-store.ts';
import { previewFile } from './preview-file.ts';

const access = { permission: 'source.manage' } as const;
const sentences = new Catalogue([messages]);

const importJson = (each: FileImport) => ({
  ...each,
  createdAt: each.createdAt.toISOString(),
  committedAt: each.committedAt?.toISOString() ?? null,
});

export const fileImportRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/cdp/imports',
    summary: 'Reads a file of orders, people or posts and says which rows cannot be taken; changes nothing yet',
    access,
    query: previewFileQuery,
    upload: true,
    bodyLimit: MAX_FILE_BYTES,
    ratePerMinute: 30,
    answer: fileImportAnswer,
    handle: async (ctx, { query: { kind }, request: { file } }) => {
      if (file === undefined) throw new Refusal('cdp-import-file-missing', 'invalid');
      return new Reply(importJson(await previewFile(ctx, { kind, fileName: file.name, bytes: file.bytes })), {
        status: 201,
      });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/cdp/imports',
    summary: 'Imports of history, the newest first',
    access,
    query: fileImportsQuery,
    answer: fileImportsAnswer,
    handle: async ({ db, scope }, { query: { cursor, limit } }) => {
      if (!scope.everything) throw new ImportIsHeadquarters();
      const rows = await listFileImports(db, { before: cursor, limit: limit + 1 });
      const items = rows.slice(0, limit).map(importJson);
      return { items, nextCursor: rows.length > limit ? (items.at(-1)?.importId ?? null) : null };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/cdp/imports/:id/faults',
    summary: 'Bad rows of an import by line, each with its reasons',
    access,
    params: fileImportParams,
    query: faultsQuery,
    answer: faultsAnswer,
    handle: async ({ db, scope }, { params: { id }, query: { cursor, limit } }) => {
      if (!scope.everything) throw new ImportIsHeadquarters();
      if ((await findFileImport(db, id)) === undefined) throw new NotFound('import');
      const rows = await listFaults(db, id, { after: cursor, limit: limit + 1 });
      const items = rows.slice(0, limit).map(({ line, faults }) => ({
        lineNumber: line,
        faults: faults.map(({ field, code, params }) => ({ field, code, message: sentences.say(code, params) })),
      }));
      return { items, nextCursor: rows.length > limit ? (items.at(-1)?.lineNumber ?? null) : null };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/cdp/imports/:id/commit',
    summary: 'Takes all good rows of a previewed file over, or some by line',
    access,
    params: fileImportParams,
    body: commitFileBody,
    answer: commitFileAnswer,
    handle: async (ctx, { params: { id }, body: { lines } }) => {
      const { recorded, known, refused } = await commitFile(ctx, { importId: id, lines });
      return { recorded, known, refused };
    },
  }),
];
