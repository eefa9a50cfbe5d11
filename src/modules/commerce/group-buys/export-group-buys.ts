import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import { localMinute } from '#kernel/time';
import type { Context } from '#platform/context';
import type { TimePlace } from '#platform/http';
import { describeForStaff } from './describe-group-buys.ts';
import { listGroupBuys, type GroupBuyFilter } from './group-buy-store.ts';

const PAGE = 200;
const MAX_ROWS = 20_000;
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
export async function exportGroupBuys(ctx: Context, filter: GroupBuyFilter): Promise<string> {
  const lines = [csvLine(HEADER)];
  let before: TimePlace | undefined;
  while (lines.length <= MAX_ROWS) {
    const found = await listGroupBuys(ctx.db, ctx.scope, 'staff', filter, { before, limit: PAGE });
    const page = found.slice(0, PAGE);
    for (const it of await describeForStaff(ctx, page)) {
      lines.push(
        csvLine([
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
        ]),
      );
    }
    const last = page.at(-1);
    if (found.length <= PAGE || last === undefined) break;
    before = { at: last.cutOffAt, id: last.groupBuyId };
  }
  await ctx.transaction((tx) =>
    tx.audit({
      action: 'export-group-buys',
      subject: { kind: 'group_buy', id: 'list' },
      details: { rows: lines.length - 1 },
    }),
  );
  return BYTE_ORDER_MARK + lines.join('');
}
