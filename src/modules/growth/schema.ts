import type { ModuleSchema } from '#platform/postgres';
import { growth } from './migrations/0001-growth.ts';

/** Links are looked up by their token, phones by their hash; leads lie with their city. */
export const schema: ModuleSchema = {
  name: 'growth',
  migrations: [growth],
  tables: {
    consent_text: 'reference',
    share_link: { by: 'share_token' },
    visitor: { by: 'share_token' },
    lead: { by: 'city_id' },
    lead_step: { by: 'city_id' },
    lead_counter: { by: 'city_id' },
    consent: { by: 'city_id' },
    phone_lead: { by: 'phone_hash' },
  },
};
