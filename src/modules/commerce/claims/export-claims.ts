import type { z } from 'zod';
import { localMinuteOf } from '#kernel/time';
import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import type { claimExportQuery, ClaimItem } from './claim-contract.ts';
import { listClaims } from './claim-store.ts';
import { describeClaims } from './describe-claims.ts';
import { filterOf } from './read-claims.ts';

const HEADER = [
  '售后单号',
  '订单号',
  '小区',
  '顾客',
  '电话',
  '类型',
  '原因',
  '状态',
  '金额（元）',
  '同意（元）',
  '已退（元）',
  '自动',
  '提出时间',
  '处理时间',
  '处理说明',
  '商品',
];

/** Claims within the reader's area as CSV, masked; audited with the number of rows. At most 50,000. */
export async function exportClaims(ctx: Context, query: z.output<typeof claimExportQuery>): Promise<string> {
  const filter = await filterOf(ctx, query);
  return exportList(ctx, {
    action: 'export-claims',
    kind: 'claim',
    header: HEADER,
    read: (before: { at: Date; id: string } | undefined, limit) =>
      listClaims(ctx.db, ctx.scope, 'staff', filter, { before, limit }),
    placeOf: (last) => ({ at: last.openedAt, id: last.claimId }),
    linesOf: async (page) => (await describeClaims(ctx, page)).map(cellsOf),
  });
}

const yuanOf = (amount: number | null): number | null => (amount === null ? null : amount / 100);

const cellsOf = (it: ClaimItem): Cells => [
  it.claimNumber,
  it.orderNumber,
  it.communityName,
  it.customerName,
  it.customerPhone,
  it.kindName,
  it.reasonName,
  it.stateName,
  yuanOf(it.amountFen),
  yuanOf(it.approvedFen),
  yuanOf(it.refundedFen),
  it.automatic ? '是' : '',
  localMinuteOf(it.openedAt),
  localMinuteOf(it.decidedAt),
  it.decision,
  it.lines.map((line) => `${line.name}×${line.quantity}`).join('；'),
];
