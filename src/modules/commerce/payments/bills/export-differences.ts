import { localMinute } from '#kernel/time';
import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import { describeDifference } from './describe-bills.ts';
import {
  listDifferences,
  type DifferenceFilter,
  type DifferencePlace,
  type ListedDifference,
} from './difference-store.ts';

const HEADER = [
  '账单日',
  '渠道',
  '差异',
  '说明',
  '付款单号',
  '退款单号',
  '渠道交易号',
  '账单行',
  '渠道金额（元）',
  '渠道状态',
  '我方金额（元）',
  '我方状态',
  '处理',
  '原因',
  '发现时间',
];

/** The differences that match, within the reader's area, as CSV; at most 50,000, the newest. Audited. */
export const exportDifferences = (ctx: Context, filter: DifferenceFilter): Promise<string> =>
  exportList(ctx, {
    action: 'export-differences',
    kind: 'bill',
    ...(filter.billId === undefined ? {} : { id: filter.billId }),
    header: HEADER,
    read: (before: DifferencePlace | undefined, limit) => listDifferences(ctx.db, ctx.scope, filter, { before, limit }),
    placeOf: (last) => last,
    linesOf: (page) => page.map(cellsOf),
  });

function cellsOf(found: ListedDifference): Cells {
  const it = describeDifference(found);
  return [
    it.day,
    it.providerName,
    it.kindName,
    it.sentence,
    it.paymentNumber,
    it.refundNumber,
    it.providerTrade,
    it.lineNo,
    it.theirsFen === null ? null : it.theirsFen / 100,
    it.theirsStateName,
    it.oursFen === null ? null : it.oursFen / 100,
    it.oursStateName,
    it.stateName,
    it.reason,
    localMinute(found.foundAt),
  ];
}
