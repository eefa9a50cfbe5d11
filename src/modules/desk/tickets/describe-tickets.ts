import type { Context } from '#platform/context';
import { communitiesByIds } from '#modules/territory';
import type { TicketDetail, TicketItem } from '../contract.ts';
import { kindRules, summaryOf } from './ticket-kind.ts';
import { stepsOf } from './ticket-step-store.ts';
import { isOverdue, OUTCOMES, PRIORITIES, TICKET_STATES, type Ticket } from './ticket.ts';

/** Tickets as screens show them: masked, with names of places, in a few batched reads. */
export async function describeTickets(ctx: Context, tickets: readonly Ticket[]): Promise<TicketItem[]> {
  const now = ctx.clock.now();
  const me = ctx.actor.kind === 'user' ? ctx.actor.userId : undefined;
  const places = await communitiesByIds(ctx.db, [...new Set(tickets.map((ticket) => ticket.communityId))]);
  const people = await ctx.services.vault.masked(
    ctx.db,
    [...new Set(tickets.map((ticket) => ticket.personId))],
    ['name', 'phone'],
  );
  return tickets.map((ticket) => {
    const place = places.get(ticket.communityId);
    const person = people.get(ticket.personId);
    return {
      ...factsShown(ticket),
      cityName: place?.cityName ?? '',
      communityName: place?.name ?? '',
      name: person?.name?.[0] ?? '',
      phone: person?.phone?.[0] ?? '',
      overdue: isOverdue(ticket, now),
      mine: ticket.takenBy !== null && ticket.takenBy === me,
    };
  });
}

/** What a ticket says of itself, in words and over JSON. */
function factsShown(ticket: Ticket) {
  const { ticketId, ticketNumber, kind, subject, cityId, communityId, storeId, priority, state, outcome } = ticket;
  const rules = kindRules(kind);
  return {
    ticketId,
    ticketNumber,
    kind,
    subject,
    cityId,
    communityId,
    storeId,
    priority,
    state,
    outcome,
    kindName: rules.name,
    summary: summaryOf(ticket),
    priorityName: PRIORITIES[priority],
    stateName: TICKET_STATES[state],
    openedAt: ticket.openedAt.toISOString(),
    dueAt: ticket.dueAt.toISOString(),
    takenBy: ticket.takenBy,
    closedAt: ticket.closedAt?.toISOString() ?? null,
    outcomeName: outcome === null ? null : OUTCOMES[outcome],
    hasNote: ticket.hasNote,
    revision: ticket.revision,
  };
}

const MOVES = {
  opened: '开单',
  taken: '接手',
  noted: '记了一笔',
  claimed: '代客申请售后',
  visited: '约了上门',
  done: '办结',
} as const;

/** One ticket with its timeline. The caller has checked the reader's scope. */
export async function describeTicket(ctx: Context, ticket: Ticket): Promise<TicketDetail> {
  const [item] = await describeTickets(ctx, [ticket]);
  if (item === undefined) throw new Error('one ticket in, one out');
  const steps = await stepsOf(ctx.db, ticket);
  return {
    ...item,
    timeline: steps.map((step) => ({
      step: step.step,
      move: step.move,
      moveName: MOVES[step.move],
      by: step.by,
      outcomeName: step.outcome === null ? null : OUTCOMES[step.outcome],
      hasNote: step.noteSealed !== null,
      refId: step.refId,
      madeAt: step.madeAt.toISOString(),
    })),
  };
}
