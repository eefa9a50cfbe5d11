import type { ModuleSchema } from '#platform/postgres';
import { tickets } from './migrations/0001-tickets.ts';
import { ticketNumbers } from './migrations/0002-ticket-numbers.ts';
import { ticketActs } from './migrations/0003-ticket-acts.ts';

/** Tickets lie with their city. */
export const schema: ModuleSchema = {
  name: 'desk',
  migrations: [tickets, ticketNumbers, ticketActs],
  tables: { ticket: { by: 'city_id' }, ticket_step: { by: 'city_id' } },
};
