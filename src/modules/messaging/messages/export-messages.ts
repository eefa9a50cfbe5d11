import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import { localMinute } from '#kernel/time';
import type { Context } from '#platform/context';
import type { TimePlace } from '#platform/http';
import type { MessageItem } from '../contract.ts';
import { describeMessages } from './describe-messages.ts';
import { listMessages, type MessageFilter } from './message-store.ts';

const PAGE = 500;
const MAX_ROWS = 50_000;

const HEADER = ['时间', '城市', '小区', '称呼', '电话', '模板', '用途', '状态', '原因', '应发', '发出', '已读', '渠道'];

/**
 * The ledger within the reader's area as CSV, masked. Recorded in the audit with the number of rows. At most 50,000
 * rows, the newest.
 */
export async function exportMessages(ctx: Context, filter: MessageFilter): Promise<string> {
  const lines = [csvLine(HEADER)];
  let before: TimePlace | undefined;
  while (lines.length <= MAX_ROWS) {
    const page = await listMessages(ctx.db, ctx.scope, filter, { before, limit: PAGE });
    for (const message of await describeMessages(ctx, page)) lines.push(csvLine(cellsOf(message)));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    before = { at: last.madeAt, id: last.messageId };
  }
  await ctx.transaction((tx) =>
    tx.audit({
      action: 'export-messages',
      subject: { kind: 'message', id: 'list' },
      details: { rows: lines.length - 1 },
    }),
  );
  return BYTE_ORDER_MARK + lines.join('');
}

const clock = (at: string | null): string | null => (at === null ? null : localMinute(new Date(at)));

const cellsOf = (message: MessageItem): (string | null)[] => [
  clock(message.madeAt),
  message.cityName,
  message.communityName,
  message.name,
  message.phone,
  message.templateName,
  message.purposeName,
  message.stateName,
  message.reason,
  clock(message.dueAt),
  clock(message.deliveredAt),
  clock(message.readAt),
  message.channels.map((one) => `${one.channelName}：${one.reason}`).join('；'),
];
