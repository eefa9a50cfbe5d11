import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import { localMinute } from '#kernel/time';
import type { Context } from '#platform/context';
import type { LeadItem } from '../contract.ts';
import { describeLeads } from './describe-leads.ts';
import { listLeads, type LeadFilter } from './lead-store.ts';

const PAGE = 500;
const MAX_ROWS = 50_000;

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
export async function exportLeads(ctx: Context, filter: LeadFilter | undefined): Promise<string> {
  const lines = [csvLine(HEADER)];
  let before: { createdAt: Date; leadId: string } | undefined;
  while (filter !== undefined && lines.length <= MAX_ROWS) {
    const page = await listLeads(ctx.db, ctx.scope, filter, { before, limit: PAGE });
    for (const lead of await describeLeads(ctx, page)) lines.push(csvLine(cellsOf(lead)));
    if (page.length < PAGE) break;
    before = page.at(-1);
  }
  await ctx.transaction((tx) =>
    tx.audit({ action: 'export-leads', subject: { kind: 'lead', id: 'list' }, details: { rows: lines.length - 1 } }),
  );
  return BYTE_ORDER_MARK + lines.join('');
}

function cellsOf(lead: LeadItem): (string | number | null)[] {
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
    localTime(lead.createdAt),
    localTime(lead.firstContactDueAt),
    localTime(lead.firstContactedAt),
    lead.overdue ? '是' : '',
    localTime(lead.closedAt),
    lead.lostReasonName,
    lead.amountFen === null ? null : lead.amountFen / 100,
  ];
}

const localTime = (at: string | null): string | null => (at === null ? null : localMinute(new Date(at)));
