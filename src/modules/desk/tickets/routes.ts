import { NotFound } from '#kernel/errors';
import { businessDay } from '#kernel/time';
import { csvReply } from '#platform/exports';
import { defineRoute, type Route } from '#platform/http';
import {
  closeTicketBody,
  noteTicketBody,
  takeTicketBody,
  ticketChoicesAnswer,
  ticketDetail,
  ticketExportQuery,
  ticketParams,
  ticketRevealAnswer,
  ticketsAnswer,
  ticketsQuery,
} from '../contract.ts';
import { closeTicket } from './close-ticket.ts';
import { describeTicket } from './describe-tickets.ts';
import { exportTickets } from './export-tickets.ts';
import { revealTicket } from './reveal-ticket.ts';
import { takeTicket } from './take-ticket.ts';
import { noteTicket } from './note-ticket.ts';
import { FOLLOW_UP_DAYS, TICKET_KINDS, type TicketKind } from './ticket-kind.ts';
import { filterOf, ticketsPage } from './ticket-query.ts';
import { ticketInScope } from './ticket-store.ts';
import { isFit, mayFollowUp, OUTCOMES, PRIORITIES, TICKET_STATES, type Outcome } from './ticket.ts';

const read = { permission: 'ticket.read' } as const;
const act = { permission: 'ticket.act' } as const;

const choices = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([code, name]) => ({ code, name }));

const kinds = Object.keys(TICKET_KINDS) as TicketKind[];
const outcomeChoices = (Object.keys(OUTCOMES) as Outcome[]).map((code) => ({
  code,
  name: OUTCOMES[code],
  kinds: kinds.filter((kind) => isFit(kind, code)),
  mayFollowUp: mayFollowUp({ kind: 'community_voice' }, code),
}));

const listRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/desk/tickets',
    summary: 'Tickets within the area of the reader, those that are due first first, masked',
    access: read,
    query: ticketsQuery,
    answer: ticketsAnswer,
    handle: (ctx, { query: { cursor, limit, ...asked } }) =>
      ticketsPage(ctx, filterOf(asked, ctx.clock.now()), { cursor, limit }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/desk/tickets/export',
    summary: 'The same tickets as CSV, masked; audited',
    access: { permission: 'export.data' },
    query: ticketExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) => {
      const now = ctx.clock.now();
      return csvReply(`tickets-${businessDay(now)}`, await exportTickets(ctx, filterOf(query, now)));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/desk/ticket-choices',
    summary: 'Kinds, states, priorities and outcomes that forms and filters choose from',
    access: read,
    answer: ticketChoicesAnswer,
    handle: async () => ({
      kinds: Object.entries(TICKET_KINDS).map(([code, { name }]) => ({ code, name })),
      states: choices(TICKET_STATES),
      priorities: choices(PRIORITIES),
      outcomes: outcomeChoices,
      followUpDays: FOLLOW_UP_DAYS,
    }),
  }),
];

const oneRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/desk/tickets/:ticketId',
    summary: 'One ticket with its timeline',
    access: read,
    params: ticketParams,
    answer: ticketDetail,
    handle: async (ctx, { params }) => {
      const ticket = await ticketInScope(ctx.db, ctx.scope, params.ticketId);
      if (ticket === undefined) throw new NotFound('ticket');
      return describeTicket(ctx, ticket);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/desk/tickets/:ticketId/take',
    summary: 'I do it; or I take it over from a colleague',
    access: act,
    params: ticketParams,
    body: takeTicketBody,
    answer: ticketDetail,
    handle: async (ctx, { params, body }) => describeTicket(ctx, await takeTicket(ctx, { ...params, ...body })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/desk/tickets/:ticketId/notes',
    summary: 'What was done so far, sealed; the ticket is in the hands of whoever did it',
    access: act,
    params: ticketParams,
    body: noteTicketBody,
    answer: ticketDetail,
    handle: async (ctx, { params, body }) => describeTicket(ctx, await noteTicket(ctx, { ...params, ...body })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/desk/tickets/:ticketId/close',
    summary: 'What came of it; the note is sealed',
    access: act,
    params: ticketParams,
    body: closeTicketBody,
    answer: ticketDetail,
    handle: async (ctx, { params, body }) => describeTicket(ctx, await closeTicket(ctx, { ...params, ...body })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/desk/tickets/:ticketId/reveal',
    summary: 'Name, phone and notes in clear, to call; audited',
    access: { permission: 'lead.reveal' },
    keepsNoAnswer: true,
    params: ticketParams,
    answer: ticketRevealAnswer,
    handle: (ctx, { params }) => revealTicket(ctx, params),
  }),
];

export const ticketRoutes: readonly Route[] = [...listRoutes, ...oneRoutes];
