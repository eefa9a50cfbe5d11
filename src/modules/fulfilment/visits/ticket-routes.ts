import { defineRoute, type Route } from '#platform/http';
import { bookedVisit, bookTicketVisitBody, slotsAnswer, ticketVisitParams, visitSlotsQuery } from '../contract.ts';
import { bookForTicket, ticketSlots } from './book-for-ticket.ts';
import { bookedShown } from './shown.ts';

const PATH = '/api/fulfilment/tickets/:ticketId';

/** Visits that come of tickets. */
export const ticketVisitRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: `${PATH}/slots`,
    summary: 'Times at which somebody able can come to the community of a ticket',
    access: { permission: 'visit.read' },
    params: ticketVisitParams,
    query: visitSlotsQuery.required({ service: true }),
    answer: slotsAnswer,
    handle: (ctx, { params, query }) => ticketSlots(ctx, { ...params, ...query }),
  }),
  defineRoute({
    method: 'POST',
    path: `${PATH}/visits`,
    summary: 'Book a visit to the home of whom a ticket is about',
    access: { permission: 'visit.dispatch' },
    params: ticketVisitParams,
    body: bookTicketVisitBody,
    answer: bookedVisit,
    handle: async (ctx, { params, body }) =>
      bookedShown(await bookForTicket(ctx, { ...params, ...body, startsAt: new Date(body.startsAt) })),
  }),
];
