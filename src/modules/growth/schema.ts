import type { ModuleSchema } from '#platform/postgres';
import { growth } from './migrations/0001-growth.ts';
import { bookings } from './migrations/0002-bookings.ts';
import { attribution } from './migrations/0003-attribution.ts';
import { surveys } from './migrations/0004-surveys.ts';
import { goodsAttribution } from './migrations/0005-goods-orders.ts';

/** Links are looked up by their token, phones by their hash; leads lie with their city. */
export const schema: ModuleSchema = {
  name: 'growth',
  migrations: [growth, bookings, attribution, surveys, goodsAttribution],
  tables: {
    consent_text: 'reference',
    share_link: { by: 'share_token' },
    visitor: { by: 'share_token' },
    lead: { by: 'city_id' },
    lead_step: { by: 'city_id' },
    lead_counter: { by: 'city_id' },
    consent: { by: 'city_id' },
    phone_lead: { by: 'phone_hash' },
    booking_code: { by: 'code' },
    code_scan: { by: 'code' },
    booking: { by: 'city_id' },
    order_attribution: { by: 'city_id' },
    survey: { by: 'city_id' },
    survey_link: { by: 'survey_token' },
  },
};
