import { localMinuteOf } from '#kernel/time';
import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import type { TimePlace } from '#platform/http';
import type { MessageItem } from '../contract.ts';
import { describeMessages } from './describe-messages.ts';
import type { Message } from './message.ts';
import { listMessages, type MessageFilter } from './message-store.ts';

const HEADER = ['时间', '城市', '小区', '称呼', '电话', '模板', '用途', '状态', '原因', '应发', '发出', '已读', '渠道'];

/**
 * The ledger within the reader's area as CSV, masked. Recorded in the audit with the number of rows. At most 50,000
 * rows, the newest.
 */
export const exportMessages = (ctx: Context, filter: MessageFilter): Promise<string> =>
  exportList<Message, TimePlace>(ctx, {
    action: 'export-messages',
    kind: 'message',
    header: HEADER,
    read: (before, limit) => listMessages(ctx.db, ctx.scope, filter, { before, limit }),
    placeOf: (last) => ({ at: last.madeAt, id: last.messageId }),
    linesOf: async (page) => (await describeMessages(ctx, page)).map(cellsOf),
  });

const cellsOf = (message: MessageItem): Cells => [
  localMinuteOf(message.madeAt),
  message.cityName,
  message.communityName,
  message.name,
  message.phone,
  message.templateName,
  message.purposeName,
  message.stateName,
  message.reason,
  localMinuteOf(message.dueAt),
  localMinuteOf(message.deliveredAt),
  localMinuteOf(message.readAt),
  message.channels.map((one) => `${one.channelName}：${one.reason}`).join('；'),
];
