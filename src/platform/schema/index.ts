import * as audit from '../audit/index.ts';
import { migrations as authMigrations, tables as authTables } from '../auth/migrations.ts';
import { migrations as contextMigrations, tables as contextTables } from '../context/migrations.ts';
import { migrations as filesMigrations, tables as filesTables } from '../files/migrations.ts';
import * as ledger from '../ledger/index.ts';
import { migrations as numbersMigrations, tables as numbersTables } from '../numbers/migrations.ts';
import { migrations as outboxMigrations, tables as outboxTables } from '../outbox/migrations.ts';
import type { ModuleSchema } from '../postgres/migration.ts';
import * as privacy from '../privacy/index.ts';

/** The schema of the platform itself; it is migrated before those of the modules. */
export const platformSchema: ModuleSchema = {
  name: 'platform',
  migrations: [
    ...contextMigrations,
    ...outboxMigrations,
    ...authMigrations,
    ...privacy.migrations,
    ...audit.migrations,
    ...ledger.migrations,
    ...filesMigrations,
    ...numbersMigrations,
  ],
  tables: {
    migration: 'local',
    ...contextTables,
    ...outboxTables,
    ...authTables,
    ...privacy.tables,
    ...audit.tables,
    ...ledger.tables,
    ...filesTables,
    ...numbersTables,
  },
};
