import { Readable } from 'node:stream';
import { NotFound } from '#kernel/errors';
import { businessDay } from '#kernel/time';
import { defineRoute, fromCursor, pageOf, type Route } from '#platform/http';
import type { Context } from '#platform/context';
import { csvReply } from '#platform/exports';
import { askAboutDifference } from './ask-about-difference.ts';
import {
  billItem,
  billParams,
  billsAnswer,
  billsQuery,
  differenceItem,
  differenceParams,
  differencesAnswer,
  differencesQuery,
  explainBody,
  fetchBillBody,
  uploadBillQuery,
  type BillItem,
} from './bill-contract.ts';
import { billInScope, listBills } from './bill-store.ts';
import type { Bill, BillId } from './bill.ts';
import { describeBills, describeDifference } from './describe-bills.ts';
import { countByKind, listDifferences } from './difference-store.ts';
import { explainDifference } from './explain-difference.ts';
import { exportDifferences } from './export-differences.ts';
import { importBill } from './import-bill.ts';

const access = { permission: 'bill.reconcile' } as const;
/** What providers give is packed: half a million lines make some 20 MB. */
const MAX_UPLOAD = 64 * 1_048_576;

const described = async (ctx: Context, bill: Bill): Promise<BillItem> =>
  (await describeBills(ctx, [bill]))[0] as BillItem;

/** A bill is of no city: only who sees everything brings one in. */
function demandEverything(ctx: Context): void {
  if (!ctx.scope.everything) throw new NotFound('bill');
}

export const billRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/bills',
    summary: 'Bills of payment providers, the newest day first, with what differs still',
    access,
    query: billsQuery,
    answer: billsAnswer,
    handle: async (ctx, { query: { cursor, limit, ...filter } }) => {
      const key = fromCursor(cursor, ['string', 'uuid']);
      const before = key && { day: String(key[0]), billId: String(key[1]) };
      const bills = await listBills(ctx.db, ctx.scope, filter, { before, limit: limit + 1 });
      const page = pageOf(bills, limit, (bill) => [bill.day, bill.billId]);
      return { items: await describeBills(ctx, page.items), nextCursor: page.nextCursor };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/bills',
    summary: 'Ask a provider for the bill of a day and compare it; again, in place of the one that is there',
    access,
    body: fetchBillBody,
    answer: billItem,
    handle: async (ctx, { body }) => {
      demandEverything(ctx);
      return described(ctx, await importBill(ctx, body));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/bills/upload',
    summary: 'Bring the bill of a day as a file: CSV as the provider gives it, or packed (zip, gzip)',
    access,
    upload: true,
    bodyLimit: MAX_UPLOAD,
    query: uploadBillQuery,
    answer: billItem,
    handle: async (ctx, { query, request }) => {
      demandEverything(ctx);
      const upload = Readable.from([request.file?.bytes ?? Buffer.alloc(0)]);
      return described(ctx, await importBill(ctx, { ...query, upload }));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/bills/:billId',
    summary: 'One bill',
    access,
    params: billParams,
    answer: billItem,
    handle: async (ctx, { params }) => {
      const bill = await billInScope(ctx.db, ctx.scope, params.billId);
      if (bill === undefined) throw new NotFound('bill');
      return described(ctx, bill);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/bill-differences',
    summary: 'Where bills and our books differ, within the area of the reader, the newest first',
    access,
    query: differencesQuery,
    answer: differencesAnswer,
    handle: async (ctx, { query: { cursor, limit, ...filter } }) => {
      const key = fromCursor(cursor, ['number', 'uuid', 'number']);
      const before = key && {
        foundAt: new Date(Number(key[0])),
        billId: key[1] as BillId,
        differenceNo: Number(key[2]),
      };
      const found = await listDifferences(ctx.db, ctx.scope, filter, { before, limit: limit + 1 });
      const page = pageOf(found, limit, (it) => [it.foundAt.getTime(), it.billId, it.differenceNo]);
      const byKind = await countByKind(ctx.db, ctx.scope, filter);
      return {
        items: page.items.map(describeDifference),
        nextCursor: page.nextCursor,
        byKind: byKind as Record<string, number>,
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/bill-differences.csv',
    summary: 'The same as CSV, at most 50,000',
    access,
    query: differencesQuery.omit({ cursor: true, limit: true }),
    produces: 'text/csv; charset=utf-8',
    handle: async (ctx, { query }) =>
      csvReply(`对账差异-${businessDay(ctx.clock.now())}`, await exportDifferences(ctx, query)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/bills/:billId/differences/:differenceNo/explain',
    summary: 'Say how a difference came, which closes it',
    access,
    params: differenceParams,
    body: explainBody,
    answer: differenceItem,
    handle: async (ctx, { params, body }) => describeDifference(await explainDifference(ctx, { ...params, ...body })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/bills/:billId/differences/:differenceNo/ask',
    summary: 'Ask the provider about it once more, and compare again',
    access,
    params: differenceParams,
    answer: differenceItem,
    handle: async (ctx, { params }) => describeDifference(await askAboutDifference(ctx, params)),
  }),
];
