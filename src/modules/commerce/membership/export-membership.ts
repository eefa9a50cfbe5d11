import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import { localMinute } from '#kernel/time';
import type { Context } from '#platform/context';
import type { TimePlace } from '#platform/http';
import { describeMembers } from './describe-member.ts';
import { describeVouchers } from './describe-vouchers.ts';
import { listMembers, type MemberFilter } from './member-list-store.ts';
import { listVouchers, type VoucherFilter } from './voucher-store.ts';

const PAGE = 200;
const MAX_ROWS = 50_000;

type Cells = readonly (string | number | null)[];
type ReadPage = (before: TimePlace | undefined) => Promise<{ rows: Cells[]; last: TimePlace | undefined }>;

/** The rows of all pages as CSV, at most 50,000, the newest; recorded in the audit with their number. */
async function exported(ctx: Context, what: string, header: readonly string[], read: ReadPage): Promise<string> {
  const lines = [csvLine([...header])];
  let before: TimePlace | undefined;
  while (lines.length <= MAX_ROWS) {
    const { rows, last } = await read(before);
    lines.push(...rows.map((cells) => csvLine(cells)));
    if (last === undefined || rows.length < PAGE) break;
    before = last;
  }
  await ctx.transaction((tx) =>
    tx.audit({ action: `export-${what}s`, subject: { kind: what, id: 'list' }, details: { rows: lines.length - 1 } }),
  );
  return BYTE_ORDER_MARK + lines.join('');
}

const local = (at: string | null): string | null => (at === null ? null : localMinute(new Date(at)));

/** Members within the reader's area; names and phones stay masked. */
export const exportMembers = (ctx: Context, filter: MemberFilter): Promise<string> =>
  exported(
    ctx,
    'member',
    ['顾客', '电话', '等级', '积分', '近365天', '订单数', '城市', '小区', '成为会员'],
    async (before) => {
      const page = await listMembers(ctx.db, ctx.scope, filter, { before, limit: PAGE });
      const last = page.at(-1);
      const rows = (await describeMembers(ctx, page)).map((it) => [
        it.name,
        it.phone,
        it.levelName,
        it.points,
        it.reached,
        it.orders,
        it.cityName,
        it.communityName,
        local(it.joinedAt),
      ]);
      return { rows, last: last && { at: last.joinedAt, id: last.memberId } };
    },
  );

/** Vouchers within the reader's area, without their codes. */
export const exportVouchers = (ctx: Context, filter: VoucherFilter): Promise<string> =>
  exported(
    ctx,
    'voucher',
    ['兑换品', '类别', '积分', '顾客', '电话', '领取点', '状态', '兑换时间', '核销时间', '退回时间', '退回原因'],
    async (before) => {
      const page = await listVouchers(ctx.db, ctx.scope, filter, { before, limit: PAGE });
      const last = page.at(-1);
      const rows = (await describeVouchers(ctx, page)).map((it) => [
        it.title,
        it.kindName,
        it.points,
        it.customerName,
        it.customerPhone,
        it.placeName,
        it.stateName,
        local(it.redeemedAt),
        local(it.usedAt),
        local(it.cancelledAt),
        it.cancelReason,
      ]);
      return { rows, last: last && { at: last.redeemedAt, id: last.voucherId } };
    },
  );
