import { localMinuteOf } from '#kernel/time';
import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import type { TimePlace } from '#platform/http';
import type { VisitItem } from '../contract.ts';
import { describeVisits } from './describe-visits.ts';
import type { Visit } from './visit.ts';
import { listVisits, type VisitFilter } from './visit-list-store.ts';

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
export const exportVisits = (ctx: Context, filter: VisitFilter): Promise<string> =>
  exportList<Visit, TimePlace>(ctx, {
    action: 'export-visits',
    kind: 'visit',
    header: HEADER,
    read: (after, limit) => listVisits(ctx.db, ctx.scope, filter, { after, limit }),
    placeOf: (last) => ({ at: last.startsAt, id: last.visitId }),
    linesOf: async (page) => (await describeVisits(ctx, page)).map(cellsOf),
  });

const cellsOf = (visit: VisitItem): Cells => [
  visit.visitNumber,
  visit.serviceName,
  visit.cityName,
  visit.communityName,
  visit.storeName,
  visit.customerName,
  visit.customerPhone,
  visit.who?.name ?? null,
  visit.who?.roleName ?? null,
  localMinuteOf(visit.startsAt),
  localMinuteOf(visit.endsAt),
  visit.stateName,
  visit.moved,
  localMinuteOf(visit.doneAt),
  localMinuteOf(visit.cancelledAt),
  visit.cancelReasonName,
];
