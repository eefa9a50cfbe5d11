import type { ModuleSchema } from '#platform/postgres';
import { packages } from './migrations/0001-packages.ts';

/** The catalogue is read everywhere; trade lies with its city. */
export const schema: ModuleSchema = {
  name: 'commerce',
  migrations: [packages],
  tables: { package: 'reference' },
};
