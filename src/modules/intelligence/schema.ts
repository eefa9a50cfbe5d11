import type { ModuleSchema } from '#platform/postgres';
import { intelligence } from './migrations/0001-intelligence.ts';
import { packagesToCommerce } from './migrations/0002-packages-to-commerce.ts';

/** Offers and what people signed are few and read everywhere; plays, results and pushes lie with their city. */
export const schema: ModuleSchema = {
  name: 'intelligence',
  migrations: [intelligence, packagesToCommerce],
  tables: {
    play_setting: 'reference',
    standing_approval: 'reference',
    standing_approval_day: 'reference',
    play: { by: 'city_id' },
    play_decision: { by: 'city_id' },
    main_push: { by: 'city_id' },
    main_push_decision: { by: 'city_id' },
    community_result: { by: 'city_id' },
    segment_result: { by: 'city_id' },
    lead_outcome: { by: 'city_id' },
    poster: { by: 'input_hash' },
    play_run: 'local',
  },
};
