import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import { localMinute } from '#kernel/time';
import type { Context } from '#platform/context';
import type { CommissionLineItem } from '../contract.ts';
import { describeLines } from './describe-lines.ts';
import { listLines, type LineFilter } from './line-store.ts';

const PAGE = 500;
const MAX_ROWS = 50_000;

const HEADER = [
  '时间',
  '订单号',
  '城市',
  '小区',
  '归属',
  '身份',
  '计佣金额（元）',
  '比例（%）',
  '佣金（元）',
  '状态',
  '可结时间',
  '说明',
];

/** The lines that match, within the reader's scope, as CSV: at most 50,000, the newest. Audited with their number. */
export async function exportCommission(ctx: Context, filter: LineFilter): Promise<string> {
  const rows = [csvLine(HEADER)];
  let before: { at: Date; id: string } | undefined;
  while (rows.length <= MAX_ROWS) {
    const page = await listLines(ctx.db, ctx.scope, filter, { before, limit: PAGE });
    for (const line of await describeLines(ctx, page)) rows.push(csvLine(cellsOf(line)));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    before = { at: last.occurredAt, id: last.lineId };
  }
  await ctx.transaction((tx) =>
    tx.audit({
      action: 'export-commission',
      subject: { kind: 'commission_line', id: 'list' },
      details: { rows: rows.length - 1 },
    }),
  );
  return BYTE_ORDER_MARK + rows.join('');
}

const cellsOf = (line: CommissionLineItem): (string | number)[] => [
  localMinute(new Date(line.occurredAt)),
  line.orderNumber,
  line.cityName,
  line.communityName,
  line.ownerName,
  line.partyName,
  line.baseFen / 100,
  line.rateBps / 100,
  line.amountFen / 100,
  line.stateName,
  localMinute(new Date(line.payableAt)),
  line.text,
];
