import type { ModuleSchema } from '#platform/postgres';
import { tickets } from './migrations/0001-tickets.ts';

/** Tickets lie with their city. */
export const schema: ModuleSchema = {
  name: 'desk',
  migrations: [tickets],
  tables: { ticket: { by: 'city_id' }, ticket_step: { by: 'city_id' } },
};
