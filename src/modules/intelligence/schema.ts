import type { ModuleSchema } from '#platform/postgres';
import { intelligence } from './migrations/0001-intelligence.ts';
import { packagesToCommerce } from './migrations/0002-packages-to-commerce.ts';
import { demand } from './migrations/0003-demand.ts';
import { listening } from './migrations/0005-listening.ts';
import { messageAlerts } from './migrations/0006-message-alerts.ts';
import { weather } from './migrations/0004-weather.ts';

/** What people signed and rules are few and read everywhere; plays, results, pushes, demand and supply lie with their city. */
export const schema: ModuleSchema = {
  name: 'intelligence',
  migrations: [intelligence, packagesToCommerce, demand, weather, listening, messageAlerts],
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
    demand_day: { by: 'city_id' },
    calendar_day: 'reference',
    forecast_run: 'local',
    forecast: { by: 'city_id' },
    accuracy_day: { by: 'city_id' },
    supply_rule: 'reference',
    supply_limit: { by: 'city_id' },
    supply_line: { by: 'city_id' },
    weather_day: { by: 'city_id' },
    listening_alert: { by: 'city_id' },
    listening_rule: 'reference',
  },
};
