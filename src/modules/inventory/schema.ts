import type { ModuleSchema } from '#platform/postgres';
import { stock } from './migrations/0001-stock.ts';

/** Stock lies with its city; what the audit ran and what was uploaded stays where it ran and was uploaded. */
export const schema: ModuleSchema = {
  name: 'inventory',
  migrations: [stock],
  tables: {
    stock: { by: 'city_id' },
    reservation_line: { by: 'city_id' },
    movement: { by: 'city_id' },
    refusal_hour: { by: 'city_id' },
    audit_run: 'local',
    stock_difference: { by: 'city_id' },
    stock_import: 'local',
    stock_import_row: 'local',
  },
};
