export { deskModule } from './module.ts';

// Verbs. Other modules need none: a ticket is opened by what happens.
export { closeTicket } from './tickets/close-ticket.ts';
export { revealTicket } from './tickets/reveal-ticket.ts';
export { takeTicket } from './tickets/take-ticket.ts';
export { ticketsAbout, ticketSubjects } from './tickets/ticket-store.ts';
export type { Outcome, Ticket, TicketId, TicketState } from './tickets/ticket.ts';
