import type { ModuleSchema } from '#platform/postgres';

export const schema: ModuleSchema = {
  name: 'desk',
  migrations: [],
  tables: {},
};
