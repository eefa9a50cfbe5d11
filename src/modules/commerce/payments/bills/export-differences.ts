import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import { localMinute } from '#kernel/time';
import type { Context } from '#platform/context';
import { describeDifference } from './describe-bills.ts';
import { listDifferences, type DifferenceFilter, type DifferencePlace } from './difference-store.ts';

const PAGE = 500;
const MAX_ROWS = 50_000;

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
export async function exportDifferences(ctx: Context, filter: DifferenceFilter): Promise<string> {
  const lines = [csvLine(HEADER)];
  let before: DifferencePlace | undefined;
  while (lines.length <= MAX_ROWS) {
    const page = await listDifferences(ctx.db, ctx.scope, filter, { before, limit: PAGE });
    for (const found of page) {
      const it = describeDifference(found);
      lines.push(
        csvLine([
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
        ]),
      );
    }
    if (page.length < PAGE) break;
    before = page.at(-1);
  }
  await ctx.transaction((tx) =>
    tx.audit({
      action: 'export-differences',
      subject: { kind: 'bill', id: filter.billId ?? 'list' },
      details: { rows: lines.length - 1 },
    }),
  );
  return BYTE_ORDER_MARK + lines.join('');
}
