import { localMinuteOf } from '#kernel/time';
import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import type { LeadItem } from '../contract.ts';
import { describeLeads } from './describe-leads.ts';
import type { Lead } from './lead.ts';
import { listLeads, type LeadFilter } from './lead-store.ts';

const HEADER = [
  '线索号',
  '城市',
  '小区',
  '称呼',
  '电话',
  '需求',
  '来源',
  '方案',
  '负责人',
  '角色',
  '状态',
  '留下时间',
  '应首次联系',
  '首次联系',
  '超时',
  '结束时间',
  '未成原因',
  '签单金额（元）',
];

/**
 * The leads that match, within the reader's area, as CSV; names and phones stay masked. Recorded in the audit with the
 * number of rows. At most 50,000 rows, the newest.
 */
export const exportLeads = (ctx: Context, filter: LeadFilter | undefined): Promise<string> =>
  exportList<Lead, Lead>(ctx, {
    action: 'export-leads',
    kind: 'lead',
    header: HEADER,
    read: async (before, limit) =>
      filter === undefined ? [] : listLeads(ctx.db, ctx.scope, filter, { before, limit }),
    placeOf: (last) => last,
    linesOf: async (page) => (await describeLeads(ctx, page)).map(cellsOf),
  });

function cellsOf(lead: LeadItem): Cells {
  return [
    lead.leadNumber,
    lead.cityName,
    lead.communityName,
    lead.name,
    lead.phone,
    lead.needName,
    lead.channel === 'by_hand' ? '触点登记' : '活动页',
    lead.headline,
    lead.touchpointName,
    lead.roleName,
    lead.stateName,
    localMinuteOf(lead.createdAt),
    localMinuteOf(lead.firstContactDueAt),
    localMinuteOf(lead.firstContactedAt),
    lead.overdue ? '是' : '',
    localMinuteOf(lead.closedAt),
    lead.lostReasonName,
    lead.amountFen === null ? null : lead.amountFen / 100,
  ];
}
