import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import { localMinute } from '#kernel/time';
import type { Context } from '#platform/context';
import type { TimePlace } from '#platform/http';
import type { VisitItem } from '../contract.ts';
import { describeVisits } from './describe-visits.ts';
import { listVisits, type VisitFilter } from './visit-list-store.ts';

const PAGE = 500;
const MAX_ROWS = 50_000;

const HEADER = [
  '上门单号',
  '服务',
  '城市',
  '小区',
  '门店',
  '顾客',
  '电话',
  '上门人员',
  '角色',
  '开始',
  '结束',
  '状态',
  '改动次数',
  '完成时间',
  '取消时间',
  '取消原因',
];

/** The visits that match, within the reader's area, as CSV, masked; audited. At most 50,000 rows. */
export async function exportVisits(ctx: Context, filter: VisitFilter): Promise<string> {
  const lines = [csvLine(HEADER)];
  let after: TimePlace | undefined;
  while (lines.length <= MAX_ROWS) {
    const page = await listVisits(ctx.db, ctx.scope, filter, { after, limit: PAGE });
    for (const visit of await describeVisits(ctx, page)) lines.push(csvLine(cellsOf(visit)));
    const last = page.at(-1);
    if (page.length < PAGE || last === undefined) break;
    after = { at: last.startsAt, id: last.visitId };
  }
  await ctx.transaction((tx) =>
    tx.audit({ action: 'export-visits', subject: { kind: 'visit', id: 'list' }, details: { rows: lines.length - 1 } }),
  );
  return BYTE_ORDER_MARK + lines.join('');
}

const at = (time: string | null): string | null => (time === null ? null : localMinute(new Date(time)));

const cellsOf = (visit: VisitItem): (string | number | null)[] => [
  visit.visitNumber,
  visit.serviceName,
  visit.cityName,
  visit.communityName,
  visit.storeName,
  visit.customerName,
  visit.customerPhone,
  visit.who?.name ?? null,
  visit.who?.roleName ?? null,
  at(visit.startsAt),
  at(visit.endsAt),
  visit.stateName,
  visit.moved,
  at(visit.doneAt),
  at(visit.cancelledAt),
  visit.cancelReasonName,
];
