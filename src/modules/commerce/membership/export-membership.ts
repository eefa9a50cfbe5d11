import { localMinuteOf } from '#kernel/time';
import type { Context } from '#platform/context';
import { exportList } from '#platform/exports';
import type { TimePlace } from '#platform/http';
import { describeMembers } from './describe-member.ts';
import { describeVouchers } from './describe-vouchers.ts';
import { listMembers, type MemberFilter } from './member-list-store.ts';
import { listVouchers, type VoucherFilter } from './voucher-store.ts';

/** Members within the reader's area; names and phones stay masked. */
export const exportMembers = (ctx: Context, filter: MemberFilter): Promise<string> =>
  exportList(ctx, {
    action: 'export-members',
    kind: 'member',
    header: ['顾客', '电话', '等级', '积分', '近365天', '订单数', '城市', '小区', '成为会员'],
    read: (before: TimePlace | undefined, limit) => listMembers(ctx.db, ctx.scope, filter, { before, limit }),
    placeOf: (last) => ({ at: last.joinedAt, id: last.memberId }),
    linesOf: async (page) =>
      (await describeMembers(ctx, page)).map((it) => [
        it.name,
        it.phone,
        it.levelName,
        it.points,
        it.reached,
        it.orders,
        it.cityName,
        it.communityName,
        localMinuteOf(it.joinedAt),
      ]),
  });

/** Vouchers within the reader's area, without their codes. */
export const exportVouchers = (ctx: Context, filter: VoucherFilter): Promise<string> =>
  exportList(ctx, {
    action: 'export-vouchers',
    kind: 'voucher',
    header: [
      '兑换品',
      '类别',
      '积分',
      '顾客',
      '电话',
      '领取点',
      '状态',
      '兑换时间',
      '核销时间',
      '退回时间',
      '退回原因',
    ],
    read: (before: TimePlace | undefined, limit) => listVouchers(ctx.db, ctx.scope, filter, { before, limit }),
    placeOf: (last) => ({ at: last.redeemedAt, id: last.voucherId }),
    linesOf: async (page) =>
      (await describeVouchers(ctx, page)).map((it) => [
        it.title,
        it.kindName,
        it.points,
        it.customerName,
        it.customerPhone,
        it.placeName,
        it.stateName,
        localMinuteOf(it.redeemedAt),
        localMinuteOf(it.usedAt),
        localMinuteOf(it.cancelledAt),
        it.cancelReason,
      ]),
  });
