import { NotFound } from '#kernel/errors';
import { businessDay } from '#kernel/time';
import { csvReply } from '#platform/exports';
import { defineRoute, fromCursor, pageOf, type Route } from '#platform/http';
import {
  countBody,
  documentAnswer,
  movementsAnswer,
  movementsQuery,
  planBody,
  receiptAnswer,
  receiptBody,
  stockAnswer,
  stockChoicesAnswer,
  stockExportQuery,
  stockItem,
  stockParams,
  stockQuery,
  thresholdBody,
  transferBody,
  writeOffBody,
} from '../contract.ts';
import { adjustStock } from './adjust-stock.ts';
import { describeStock } from './describe-stock.ts';
import { exportStock } from './export-stock.ts';
import { listMovements, type Movement } from './movement-store.ts';
import { placeStock } from './place-stock.ts';
import { planIncoming } from './plan-incoming.ts';
import { receiveStock } from './receive-stock.ts';
import { setThreshold } from './set-threshold.ts';
import { stockInScope } from './stock-store.ts';
import { ADJUST_REASONS, MOVEMENT_KINDS, RELEASE_REASONS, WRITE_OFF_REASONS } from './stock.ts';
import { transferStock } from './transfer-stock.ts';
import { writeOffStock } from './write-off-stock.ts';

const read = { permission: 'stock.read' } as const;
const edit = { permission: 'stock.edit' } as const;

const choices = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([code, name]) => ({ code, name }));

const REASONS: Readonly<Record<string, string>> = { ...RELEASE_REASONS, ...ADJUST_REASONS, ...WRITE_OFF_REASONS };

const movementJson = ({ userId, reason, ...movement }: Movement) => ({
  ...movement,
  movedAt: movement.movedAt.toISOString(),
  kindName: MOVEMENT_KINDS[movement.kind],
  reasonName: reason === null ? null : (REASONS[reason] ?? null),
  byHand: userId !== null,
});

const listRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/inventory/stock',
    summary: 'Stock by place and item within the area of the reader, with counts over all that match',
    access: read,
    query: stockQuery,
    answer: stockAnswer,
    handle: (ctx, { query: { cursor, limit, ...asked } }) => placeStock(ctx, asked, { cursor, limit }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/inventory/stock/export',
    summary: 'The same stock as CSV that can be filled in and imported as a count; audited',
    access: { permission: 'export.data' },
    query: stockExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) => csvReply(`stock-${businessDay(ctx.clock.now())}`, await exportStock(ctx, query)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/inventory/choices',
    summary: 'Kinds of movements and reasons that forms and filters choose from',
    access: read,
    answer: stockChoicesAnswer,
    handle: async () => ({
      movementKinds: choices(MOVEMENT_KINDS),
      adjustReasons: choices(ADJUST_REASONS),
      writeOffReasons: choices(WRITE_OFF_REASONS),
    }),
  }),
];

const oneRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/inventory/stock/:placeId/:skuId',
    summary: 'One item at one place',
    access: read,
    params: stockParams,
    answer: stockItem,
    handle: async (ctx, { params }) => {
      const row = await stockInScope(ctx.db, ctx.scope, params);
      if (row === undefined) throw new NotFound('stock');
      return (await describeStock(ctx.db, [row]))[0]!;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/inventory/stock/:placeId/:skuId/movements',
    summary: 'What moved of an item at a place, the newest first; the deltas sum to its counters',
    access: read,
    params: stockParams,
    query: movementsQuery,
    answer: movementsAnswer,
    handle: async (ctx, { params, query: { kind, cursor, limit } }) => {
      if ((await stockInScope(ctx.db, ctx.scope, params)) === undefined) throw new NotFound('stock');
      const before = fromCursor(cursor, ['number'])?.[0] as number | undefined;
      const found = await listMovements(ctx.db, params, { kind }, { before, limit: limit + 1 });
      const { items, nextCursor } = pageOf(found, limit, (row) => [row.revision]);
      return { items: items.map(movementJson), nextCursor };
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/inventory/stock/:placeId/:skuId/threshold',
    summary: 'From which amount an item at a place counts as low',
    access: edit,
    params: stockParams,
    body: thresholdBody,
    answer: stockItem,
    handle: async (ctx, { params, body }) => {
      await setThreshold(ctx, { ...params, ...body });
      const row = await stockInScope(ctx.db, ctx.scope, params);
      if (row === undefined) throw new NotFound('stock');
      return (await describeStock(ctx.db, [row]))[0]!;
    },
  }),
];

const actRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/inventory/plans',
    summary: 'Says what is to come to a place, up or down, never below what is reserved',
    access: edit,
    body: planBody,
    answer: documentAnswer,
    handle: async (ctx, { body }) => documentJson(await planIncoming(ctx, body)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/inventory/receipts',
    summary: 'Goods arrive, with what is missing; says which of it is promised to orders',
    access: edit,
    body: receiptBody,
    answer: receiptAnswer,
    handle: async (ctx, { body }) => {
      const receipt = await receiveStock(ctx, body);
      return { ...documentJson(receipt), uncovered: [...receipt.uncovered] };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/inventory/counts',
    summary: 'Stock-taking: what was counted lies there from now on; audited',
    access: edit,
    body: countBody,
    answer: documentAnswer,
    handle: async (ctx, { body }) => documentJson(await adjustStock(ctx, body)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/inventory/transfers',
    summary: 'Goods go from one place to another, both at once',
    access: edit,
    body: transferBody,
    answer: documentAnswer,
    handle: async (ctx, { body }) => documentJson(await transferStock(ctx, body)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/inventory/write-offs',
    summary: 'Goods are broken, over their date or used up',
    access: edit,
    body: writeOffBody,
    answer: documentAnswer,
    handle: async (ctx, { body }) => documentJson(await writeOffStock(ctx, body)),
  }),
];

const documentJson = <T extends { readonly lines: readonly unknown[] }>(document: T) => ({
  ...document,
  lines: [...document.lines] as T['lines'][number][],
});

export const stockRoutes: readonly Route[] = [...listRoutes, ...oneRoutes, ...actRoutes];
