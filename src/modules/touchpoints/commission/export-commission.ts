import { localMinuteOf } from '#kernel/time';
import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import type { TimePlace } from '#platform/http';
import type { CommissionLineItem } from '../contract.ts';
import { describeLines } from './describe-lines.ts';
import { listLines, type LineFilter, type StatementLine } from './line-store.ts';

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
export const exportCommission = (ctx: Context, filter: LineFilter): Promise<string> =>
  exportList<StatementLine, TimePlace>(ctx, {
    action: 'export-commission',
    kind: 'commission_line',
    header: HEADER,
    read: (before, limit) => listLines(ctx.db, ctx.scope, filter, { before, limit }),
    placeOf: (last) => ({ at: last.occurredAt, id: last.lineId }),
    linesOf: async (page) => (await describeLines(ctx, page)).map(cellsOf),
  });

const cellsOf = (line: CommissionLineItem): Cells => [
  localMinuteOf(line.occurredAt),
  line.orderNumber,
  line.cityName,
  line.communityName,
  line.ownerName,
  line.partyName,
  line.baseFen / 100,
  line.rateBps / 100,
  line.amountFen / 100,
  line.stateName,
  localMinuteOf(line.payableAt),
  line.text,
];
