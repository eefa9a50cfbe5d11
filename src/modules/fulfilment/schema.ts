import type { ModuleSchema } from '#platform/postgres';

export const schema: ModuleSchema = {
  name: 'fulfilment',
  migrations: [],
  tables: {},
};
