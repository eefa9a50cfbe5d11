import type { ModuleSchema } from '#platform/postgres';
import { insight } from './migrations/0001-insight.ts';
import { board } from './migrations/0002-board.ts';

export const schema: ModuleSchema = {
  name: 'insight',
  migrations: [insight, board],
  tables: {
    stage_fact: { by: 'city_id' },
    stage_day: { by: 'city_id' },
    deal_fact: { by: 'city_id' },
    deal_day: { by: 'city_id' },
  },
};
