import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import { localMinute } from '#kernel/time';
import type { Context } from '#platform/context';
import type { TimePlace } from '#platform/http';
import type { TicketItem } from '../contract.ts';
import { describeTickets } from './describe-tickets.ts';
import { listTickets, type TicketFilter } from './ticket-store.ts';

const PAGE = 500;
const MAX_ROWS = 50_000;

const HEADER = [
  '工单号',
  '类型',
  '城市',
  '小区',
  '称呼',
  '电话',
  '情况',
  '优先级',
  '状态',
  '开单时间',
  '应办结',
  '超时',
  '办结时间',
  '结果',
];

/**
 * The tickets that match, within the reader's area, as CSV, masked. Recorded in the audit with the number of rows. At
 * most 50,000 rows, those that are due first; the header alone where a typed number cannot be one.
 */
export async function exportTickets(ctx: Context, filter: TicketFilter | undefined): Promise<string> {
  const lines = [csvLine(HEADER)];
  let after: TimePlace | undefined;
  while (filter !== undefined && lines.length <= MAX_ROWS) {
    const page = await listTickets(ctx.db, ctx.scope, filter, { after, limit: PAGE });
    for (const ticket of await describeTickets(ctx, page)) lines.push(csvLine(cellsOf(ticket)));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = { at: last.dueAt, id: last.ticketId };
  }
  await ctx.transaction((tx) =>
    tx.audit({
      action: 'export-tickets',
      subject: { kind: 'ticket', id: 'list' },
      details: { rows: lines.length - 1 },
    }),
  );
  return BYTE_ORDER_MARK + lines.join('');
}

const clock = (at: string | null): string | null => (at === null ? null : localMinute(new Date(at)));

const cellsOf = (ticket: TicketItem): (string | null)[] => [
  ticket.ticketNumber,
  ticket.kindName,
  ticket.cityName,
  ticket.communityName,
  ticket.name,
  ticket.phone,
  ticket.summary,
  ticket.priorityName,
  ticket.stateName,
  clock(ticket.openedAt),
  clock(ticket.dueAt),
  ticket.overdue ? '是' : '',
  clock(ticket.closedAt),
  ticket.outcomeName,
];
