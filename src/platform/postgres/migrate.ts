import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { type Clock, systemClock } from '#kernel/time';
import { checkServerVersion } from './database.ts';
import { MigrationFailed, MigrationRefused } from './errors.ts';
import type { Migration, ModuleSchema } from './migration.ts';

// eslint-disable-next-line typescript/no-explicit-any -- any database will do
type AnyDatabase = Kysely<any>;

/** One row of the ledger. */
export interface AppliedMigration {
  readonly schemaName: string;
  readonly name: string;
  readonly checksum: string;
}

/** Two starters take turns by this lock of the database; the number is arbitrary and must never change. */
const MIGRATION_LOCK = 7_405_631;

/** SHA-256 of the SQL, blind to line endings and outer blank space, so that a checkout on Windows is the same. */
export function migrationChecksum(migration: Migration): string {
  return createHash('sha256').update(migration.up.replaceAll('\r\n', '\n').trim()).digest('hex');
}

/**
 * Brings the database to what the code expects: creates the modules' schemas, then applies what is missing, schemas
 * in the order given and by name within each, every migration in a transaction of its own together with its row in
 * the ledger `platform.migration`. Safe when several processes start at once: one works, the others wait and find
 * nothing to do. Answers the migrations applied now, as `schema/name`.
 *
 * @throws MigrationRefused when an applied migration was edited since, or is unknown to this code.
 * @throws MigrationFailed when one fails; it is rolled back, those before it stay.
 * @throws UnsupportedServer before PostgreSQL 15.
 */
export async function migrate(
  db: AnyDatabase,
  schemas: readonly ModuleSchema[],
  options: { clock?: Clock } = {},
): Promise<{ applied: string[] }> {
  const clock = options.clock ?? systemClock;
  refuseDuplicates(schemas);
  return db.connection().execute(async (connection) => {
    await checkServerVersion(connection);
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`.execute(connection);
    try {
      await prepare(connection, schemas);
      return { applied: await applyMissing(connection, schemas, clock) };
    } finally {
      // Fails only where the connection is lost, and the lock with it.
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`.execute(connection).catch(() => {});
    }
  });
}

/** What the ledger says was applied, in order; empty where the database was never migrated. */
export async function appliedMigrations(db: AnyDatabase): Promise<AppliedMigration[]> {
  const ledger = await sql<{ found: boolean }>`
    select to_regclass('platform.migration') is not null as found
  `.execute(db);
  if (!ledger.rows[0]!.found) return [];
  const { rows } = await sql<AppliedMigration>`
    select schema_name as "schemaName", name, checksum from platform.migration order by schema_name, name
  `.execute(db);
  return rows;
}

function refuseDuplicates(schemas: readonly ModuleSchema[]): void {
  const seen = new Set<string>();
  for (const schema of schemas) {
    for (const key of [schema.name, ...schema.migrations.map((migration) => `${schema.name}/${migration.name}`)]) {
      if (seen.has(key)) throw new Error(`${key} is given twice`);
      seen.add(key);
    }
  }
}

async function prepare(db: AnyDatabase, schemas: readonly ModuleSchema[]): Promise<void> {
  for (const name of new Set(['platform', ...schemas.map((schema) => schema.name)])) {
    await sql`create schema if not exists ${sql.id(name)}`.execute(db);
  }
  await sql`
    create table if not exists platform.migration (
      schema_name text not null,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null,
      primary key (schema_name, name)
    )
  `.execute(db);
}

async function applyMissing(db: AnyDatabase, schemas: readonly ModuleSchema[], clock: Clock): Promise<string[]> {
  const applied = await appliedMigrations(db);
  refuseDifferences(applied, schemas);
  const known = new Set(applied.map((each) => `${each.schemaName}/${each.name}`));
  const done: string[] = [];
  for (const schema of schemas) {
    const inOrder = schema.migrations.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    for (const migration of inOrder) {
      const key = `${schema.name}/${migration.name}`;
      if (known.has(key)) continue;
      await applyOne(db, schema.name, migration, clock);
      done.push(key);
    }
  }
  return done;
}

function refuseDifferences(applied: readonly AppliedMigration[], schemas: readonly ModuleSchema[]): void {
  const checksums = new Map(
    schemas.flatMap((schema) =>
      schema.migrations.map((migration) => [`${schema.name}/${migration.name}`, migrationChecksum(migration)] as const),
    ),
  );
  for (const { schemaName, name, checksum } of applied) {
    const expected = checksums.get(`${schemaName}/${name}`);
    if (expected === undefined) {
      throw new MigrationRefused(
        schemaName,
        name,
        `The database has migration ${schemaName}/${name}, which this version of the program does not know. ` +
          'It was probably used by a newer version: start that one, or restore an export made by this one.',
      );
    }
    if (expected !== checksum) {
      throw new MigrationRefused(
        schemaName,
        name,
        `Migration ${schemaName}/${name} was changed after it was applied to this database. ` +
          'Put its text back as it was and write a new migration for the change.',
      );
    }
  }
}

async function applyOne(db: AnyDatabase, schemaName: string, migration: Migration, clock: Clock): Promise<void> {
  try {
    await db.transaction().execute(async (tx) => {
      await sql.raw(migration.up).execute(tx);
      await sql`
        insert into platform.migration (schema_name, name, checksum, applied_at)
        values (${schemaName}, ${migration.name}, ${migrationChecksum(migration)}, ${clock.now()})
      `.execute(tx);
    });
  } catch (error) {
    throw new MigrationFailed(schemaName, migration.name, error);
  }
}
