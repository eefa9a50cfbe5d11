import type { ModuleSchema } from '#platform/postgres';

export const schema: ModuleSchema = {
  name: 'messaging',
  migrations: [],
  tables: {},
};
