import type { ModuleSchema } from '#platform/postgres';
import { messages } from './migrations/0001-messages.ts';
import { shortMessages } from './migrations/0002-short-messages.ts';

/** Everything lies with the customer whom it goes to: caps, duplicates and the inbox are looked up by them. */
export const schema: ModuleSchema = {
  name: 'messaging',
  migrations: [messages, shortMessages],
  tables: {
    message: { by: 'customer_key' },
    delivery: { by: 'customer_key' },
    consent: { by: 'customer_key' },
  },
};
