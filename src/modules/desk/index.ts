export { deskModule } from './module.ts';

// Verbs. Other modules need none: a ticket is opened by what happens.
/** Part: what came of a ticket, for whoever did it. */
export { noteAct } from './tickets/note-act.ts';
export { noteTicket } from './tickets/note-ticket.ts';
export { closeTicket } from './tickets/close-ticket.ts';
export { revealTicket } from './tickets/reveal-ticket.ts';
export { takeTicket } from './tickets/take-ticket.ts';
export { ticketInScope, ticketsAbout, ticketSubjects } from './tickets/ticket-store.ts';
export type { Outcome, Ticket, TicketId, TicketState } from './tickets/ticket.ts';
