import type { SkuId, StockPlaceId } from '#kernel/ids';
import { defineRoute, fromCursor, idFromCursor, pageOf, type Route } from '#platform/http';
import { auditParams, auditsAnswer, auditsQuery, differencesAnswer } from '../contract.ts';
import { namesOf } from '../stock/describe-stock.ts';
import { listAudits, listDifferences } from './audit-store.ts';
import { DIFFERENCE_KINDS, type DifferenceKind } from './stock-audit.ts';

const read = { permission: 'stock.read' } as const;

export const auditRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/inventory/audits',
    summary: 'Nightly checks of the counters, the newest first; differences are those of the reader’s area',
    access: read,
    query: auditsQuery,
    answer: auditsAnswer,
    handle: async ({ db, scope }, { query: { cursor, limit } }) => {
      const found = await listAudits(db, scope, { before: idFromCursor(cursor), limit: limit + 1 });
      const { items, nextCursor } = pageOf(found, limit, (row) => [row.runId]);
      return {
        items: items.map((audit) => ({
          ...audit,
          startedAt: audit.startedAt.toISOString(),
          finishedAt: audit.finishedAt.toISOString(),
        })),
        nextCursor,
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/inventory/audits/:runId/differences',
    summary: 'What a check found within the area of the reader: the counter, and what it should be',
    access: read,
    params: auditParams,
    query: auditsQuery,
    answer: differencesAnswer,
    handle: async ({ db, scope }, { params: { runId }, query: { cursor, limit } }) => {
      const key = fromCursor(cursor, ['uuid', 'uuid', 'string']);
      const after = key && {
        placeId: key[0] as StockPlaceId,
        skuId: key[1] as SkuId,
        kind: key[2] as DifferenceKind,
      };
      const found = await listDifferences(db, scope, runId, { after, limit: limit + 1 });
      const { items, nextCursor } = pageOf(found, limit, (row) => [row.placeId, row.skuId, row.kind]);
      const names = await namesOf(db, items);
      return {
        items: items.map(({ runId: _run, ...row }) => ({
          ...row,
          ...names(row),
          kindName: DIFFERENCE_KINDS[row.kind],
        })),
        nextCursor,
      };
    },
  }),
];
