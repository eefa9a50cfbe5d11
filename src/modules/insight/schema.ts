import type { ModuleSchema } from '#platform/postgres';
import { insight } from './migrations/0001-insight.ts';

export const schema: ModuleSchema = {
  name: 'insight',
  migrations: [insight],
  tables: { stage_fact: { by: 'city_id' }, stage_day: { by: 'city_id' } },
};
