import type { Migration } from '#platform/postgres';

/** Tickets are found by their number, as people type it. */
export const ticketNumbers: Migration = {
  name: '0002-ticket-numbers',
  up: `
    create index ticket_by_number on desk.ticket (ticket_number text_pattern_ops);
    create index ticket_by_number_end on desk.ticket (right(ticket_number, 4));
  `,
};
