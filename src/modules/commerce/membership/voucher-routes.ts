import { csvReply } from '#platform/exports';
import { addDays, startOfBusinessDay } from '#kernel/time';
import type { z } from 'zod';
import { defineRoute, pageOf, timePlaceOf, type Route } from '#platform/http';
import { cancelVoucher } from './cancel-voucher.ts';
import { describeVoucherToTake, describeVouchers } from './describe-vouchers.ts';
import { exportVouchers } from './export-membership.ts';
import {
  cancelVoucherBody,
  voucherCodeBody,
  voucherExportQuery,
  voucherParams,
  vouchersAnswer,
  vouchersQuery,
  voucherToTake as voucherToTakeAnswer,
} from './member-contract.ts';
import { takeVoucher, undoTakeVoucher, voucherToTake } from './take-voucher.ts';
import { listVouchers, sumVouchers, type VoucherFilter } from './voucher-store.ts';

const act = { permission: 'pickup.act' } as const;
/** Whoever tries codes at random gets nowhere. */
const CODES_PER_MINUTE = 30;

function filterOf({ from, to, ...filter }: z.output<typeof voucherExportQuery>): VoucherFilter {
  return {
    ...filter,
    redeemedFrom: from === undefined ? undefined : startOfBusinessDay(from),
    redeemedBefore: to === undefined ? undefined : addDays(startOfBusinessDay(to), 1),
  };
}

/** Vouchers where they are handed in: at the front under `my`, for staff of the area without it. */
const taking = (prefix: string, where: string): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${prefix}/vouchers/look-up`,
    summary: `What the voucher of a code is for, before taking it ${where}`,
    access: act,
    body: voucherCodeBody,
    answer: voucherToTakeAnswer,
    keepsNoAnswer: true,
    ratePerMinute: CODES_PER_MINUTE,
    handle: async (ctx, { body }) => describeVoucherToTake(ctx, await voucherToTake(ctx, body.code)),
  }),
  defineRoute({
    method: 'POST',
    path: `${prefix}/vouchers/take`,
    summary: `Takes a voucher by its code ${where}, once`,
    access: act,
    body: voucherCodeBody,
    answer: voucherToTakeAnswer,
    ratePerMinute: CODES_PER_MINUTE,
    handle: async (ctx, { body }) => describeVoucherToTake(ctx, await takeVoucher(ctx, body)),
  }),
  defineRoute({
    method: 'POST',
    path: `${prefix}/vouchers/:voucherId/undo`,
    summary: 'Undoes taking a voucher, by whoever took it and within half an hour',
    access: act,
    params: voucherParams,
    answer: voucherToTakeAnswer,
    handle: async (ctx, { params }) => describeVoucherToTake(ctx, await undoTakeVoucher(ctx, params)),
  }),
];

export const voucherRoutes: readonly Route[] = [
  ...taking('/api/commerce/my', 'at a point or store of one’s own'),
  ...taking('/api/commerce', 'in one’s own area'),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/vouchers',
    summary: 'Redemptions within the reader’s area, the newest first, with counts by state',
    access: { permission: 'member.read' },
    query: vouchersQuery,
    answer: vouchersAnswer,
    handle: async (ctx, { query: { cursor, limit, ...query } }) => {
      const filter = filterOf(query);
      const found = await listVouchers(ctx.db, ctx.scope, filter, { before: timePlaceOf(cursor), limit: limit + 1 });
      const { items, nextCursor } = pageOf(found, limit, (row) => [row.redeemedAt.getTime(), row.voucherId]);
      // The chosen state does not hide how many there are in the others.
      const counts = await sumVouchers(ctx.db, ctx.scope, { ...filter, state: undefined });
      return { items: await describeVouchers(ctx, items), nextCursor, counts };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/vouchers/export',
    summary: 'The same as CSV, masked and without codes',
    access: { permission: 'export.data' },
    query: voucherExportQuery,
    produces: 'text/csv; charset=utf-8',
    handle: async (ctx, { query }) => csvReply('vouchers', await exportVouchers(ctx, filterOf(query))),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/vouchers/:voucherId/cancel',
    summary: 'Calls a voucher off because it cannot be honoured; all its points go back',
    access: { permission: 'member.edit' },
    params: voucherParams,
    body: cancelVoucherBody,
    answer: voucherToTakeAnswer,
    handle: async (ctx, { params, body }) =>
      describeVoucherToTake(ctx, await cancelVoucher(ctx, { ...params, ...body })),
  }),
];
