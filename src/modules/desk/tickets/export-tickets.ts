import { localMinuteOf } from '#kernel/time';
import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import type { TimePlace } from '#platform/http';
import type { TicketItem } from '../contract.ts';
import { describeTickets } from './describe-tickets.ts';
import type { Ticket } from './ticket.ts';
import { listTickets, type TicketFilter } from './ticket-store.ts';

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
export const exportTickets = (ctx: Context, filter: TicketFilter | undefined): Promise<string> =>
  exportList<Ticket, TimePlace>(ctx, {
    action: 'export-tickets',
    kind: 'ticket',
    header: HEADER,
    read: async (after, limit) =>
      filter === undefined ? [] : listTickets(ctx.db, ctx.scope, filter, { after, limit }),
    placeOf: (last) => ({ at: last.dueAt, id: last.ticketId }),
    linesOf: async (page) => (await describeTickets(ctx, page)).map(cellsOf),
  });

const cellsOf = (ticket: TicketItem): Cells => [
  ticket.ticketNumber,
  ticket.kindName,
  ticket.cityName,
  ticket.communityName,
  ticket.name,
  ticket.phone,
  ticket.summary,
  ticket.priorityName,
  ticket.stateName,
  localMinuteOf(ticket.openedAt),
  localMinuteOf(ticket.dueAt),
  ticket.overdue ? '是' : '',
  localMinuteOf(ticket.closedAt),
  ticket.outcomeName,
];
