import type { z } from 'zod';
import type { Context } from '#platform/context';
import { pageOf, timePlaceOf } from '#platform/http';
import { readTypedNumber } from '#platform/numbers';
import type { ticketExportQuery, TicketsAnswer } from '../contract.ts';
import { describeTickets } from './describe-tickets.ts';
import { countTickets, listTickets, type TicketCount, type TicketFilter } from './ticket-store.ts';
import { TICKET_PREFIX, type TicketState } from './ticket.ts';

const BY_VIEW: Readonly<Record<string, readonly TicketState[] | undefined>> = {
  open: ['open', 'taken'],
  done: ['done'],
};

/** What was asked for, as the store understands it; undefined where a typed number cannot be one. */
export function filterOf(query: z.output<typeof ticketExportQuery>, now: Date): TicketFilter | undefined {
  const { state, view, overdue, text, ...asked } = query;
  const number = text === undefined ? undefined : readTypedNumber(text, TICKET_PREFIX);
  if (text !== undefined && number === undefined) return undefined;
  return {
    ...asked,
    number,
    states: state === undefined ? BY_VIEW[view] : [state],
    overdueAt: overdue === true ? now : undefined,
  };
}

const NOTHING_FOUND: TicketsAnswer = {
  items: [],
  nextCursor: null,
  counts: { open: 0, overdue: 0, byState: {}, openByKind: {} },
};

/** A page of tickets within the reader's scope, those that are due first first, with counts over all that match. */
export async function ticketsPage(
  ctx: Context,
  filter: TicketFilter | undefined,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<TicketsAnswer> {
  if (filter === undefined) return NOTHING_FOUND;
  const after = timePlaceOf(page.cursor);
  const found = await listTickets(ctx.db, ctx.scope, filter, { after, limit: page.limit + 1 });
  const { items, nextCursor } = pageOf(found, page.limit, (one) => [one.dueAt.getTime(), one.ticketId]);
  // The chosen state does not hide how many there are in the others.
  const counted = await countTickets(ctx.db, ctx.scope, { ...filter, states: undefined }, ctx.clock.now());
  return { items: await describeTickets(ctx, items), nextCursor, counts: sumUp(counted) };
}

function sumUp(counted: readonly TicketCount[]): TicketsAnswer['counts'] {
  const counts: TicketsAnswer['counts'] = { open: 0, overdue: 0, byState: {}, openByKind: {} };
  for (const { state, kind, tickets, overdue } of counted) {
    counts.byState[state] = (counts.byState[state] ?? 0) + tickets;
    if (state === 'done') continue;
    counts.open += tickets;
    counts.overdue += overdue;
    counts.openByKind[kind] = (counts.openByKind[kind] ?? 0) + tickets;
  }
  return counts;
}
