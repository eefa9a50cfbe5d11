export {
  type Connection,
  checkServerVersion,
  connectionSettings,
  createDatabaseIfMissing,
  type OpenDatabase,
  openDatabase,
  quoteIdentifier,
  valueTypes,
  withClient,
} from './database.ts';
export {
  codeOf,
  isConnectionLoss,
  isRetryable,
  isUniqueViolation,
  MigrationFailed,
  MigrationRefused,
  PostgresStartFailed,
  type RestoreRefusal,
  RestoreRefused,
  type StartFailure,
  UnsupportedServer,
} from './errors.ts';
export { AskApart, gathered, gatheredRead, inStep, isShared, shareStatements } from './gathered.ts';
export { GatheringLine } from './gathering-line.ts';
export { exportDatabase, type ExportOptions } from './export.ts';
export type { ExportProgress } from './export-format.ts';
export { type LaunchLog, type RunningPostgres, type StartOptions, startPostgres } from './launcher.ts';
export { type AppliedMigration, appliedMigrations, migrate, migrationChecksum } from './migrate.ts';
export type { Distribution, Migration, ModuleSchema } from './migration.ts';
export { endStatements, executeBuilt, pipeStatements } from './piped.ts';
export { literally, prepared, Prepared } from './prepared.ts';
export { insisting, mayRely, openToRelying, rely, reliedOn } from './relied.ts';
export { restoreDatabase, type RestoreOptions } from './restore.ts';
