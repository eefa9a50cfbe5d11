import type { ModuleSchema } from '#platform/postgres';
import { places } from './migrations/0001-places.ts';
import { supply } from './migrations/0002-supply.ts';

/** Places are small, read everywhere and seldom written: reference tables. Imports stay where they were uploaded. */
export const schema: ModuleSchema = {
  name: 'territory',
  migrations: [places, supply],
  tables: {
    region: 'reference',
    city: 'reference',
    partner: 'reference',
    store: 'reference',
    community: 'reference',
    store_community: 'reference',
    warehouse: 'reference',
    warehouse_community: 'reference',
    pickup_point: 'reference',
    place_import: 'local',
    place_import_row: 'local',
  },
};
