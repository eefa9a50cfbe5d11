import { localMinute } from '#kernel/time';
import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import type { TimePlace } from '#platform/http';
import type { GroupBuyItem } from './group-buy-contract.ts';
import { describeForStaff } from './describe-group-buys.ts';
import { listGroupBuys, type GroupBuyFilter } from './group-buy-store.ts';

const HEADER = [
  '团号',
  '标题',
  '玩法',
  '状态',
  '城市',
  '小区',
  '团长',
  '自提点',
  '开团',
  '截单',
  '自提日',
  '订单',
  '人数',
  '件数',
  '货款（元）',
  '未成团订单',
  '已退（元）',
];

/** The group buys that match, within the reader's area, as CSV; recorded in the audit. At most 20,000, the newest. */
export const exportGroupBuys = (ctx: Context, filter: GroupBuyFilter): Promise<string> =>
  exportList(ctx, {
    action: 'export-group-buys',
    kind: 'group_buy',
    header: HEADER,
    pageSize: 200,
    maxRows: 20_000,
    // It answers one more than it is asked for.
    read: (before: TimePlace | undefined, limit) =>
      listGroupBuys(ctx.db, ctx.scope, 'staff', filter, { before, limit: limit - 1 }),
    placeOf: (last) => ({ at: last.cutOffAt, id: last.groupBuyId }),
    linesOf: async (page) => (await describeForStaff(ctx, page)).map(cellsOf),
  });

const cellsOf = (it: GroupBuyItem): Cells => [
  it.groupBuyNumber,
  it.title,
  it.kindName,
  it.stateName,
  it.cityName,
  it.communityName,
  it.leaderName,
  it.pickupPointName,
  localMinute(new Date(it.opensAt)),
  localMinute(new Date(it.cutOffAt)),
  it.pickupOn,
  it.orders,
  it.people,
  it.units,
  it.goodsFen / 100,
  it.failedOrders,
  it.refundedFen / 100,
];
