import { createHash } from 'node:crypto';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import { type Clock, systemClock } from '#kernel/time';
import { type CatalogueTable, readPartitions, readSequences, readTables } from './catalogue-store.ts';
import { checkServerVersion } from './database.ts';
import { type ExportedTable, type ExportHeader, type ExportProgress, FORMAT, FORMAT_VERSION } from './export-format.ts';
import { appliedMigrations } from './migrate.ts';
import type { ModuleSchema } from './migration.ts';

// eslint-disable-next-line typescript/no-explicit-any -- any database will do
type AnyDatabase = Kysely<any>;

export interface ExportOptions {
  /** Awaited before the next batch is read. */
  readonly onProgress?: (progress: ExportProgress) => void | Promise<void>;
  readonly clock?: Clock;
}

/** A batch is as many rows as make about this much, so that memory is bounded however wide the rows are. */
const BATCH_BYTES = 4_000_000;
const LARGEST_BATCH = 1_000;
const FIRST_BATCH = 50;

/**
 * Writes everything in the modules' schemas to one `.twx` file (export-format.ts) and ends the stream. All of it is
 * read in one REPEATABLE READ transaction: the file is the database at one moment, while others go on writing.
 * Memory does not grow with the data. Answers what was written.
 */
export async function exportDatabase(
  db: AnyDatabase,
  schemas: readonly ModuleSchema[],
  writable: Writable,
  options: ExportOptions = {},
): Promise<{ tables: number; rows: number }> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      await fixTextForms(tx);
      const header = await headerOf(tx, schemas, options.clock ?? systemClock);
      await pipeline(
        Readable.from(chunks(tx, header, options), { highWaterMark: 1 }),
        createGzip({ level: 6 }),
        writable,
      );
      return { tables: header.tables.length, rows: totalRows(header) };
    });
}

/** The text of a value must mean the same wherever it is read back, to the last digit. */
export async function fixTextForms(tx: AnyDatabase): Promise<void> {
  for (const setting of [
    `timezone = 'UTC'`,
    `datestyle = 'ISO, YMD'`,
    `intervalstyle = 'iso_8601'`,
    `bytea_output = 'hex'`,
    'extra_float_digits = 3',
  ]) {
    await sql.raw(`set local ${setting}`).execute(tx);
  }
}

export function totalRows(header: ExportHeader): number {
  return header.tables.reduce((sum, table) => sum + table.rows, 0);
}

async function headerOf(tx: AnyDatabase, schemas: readonly ModuleSchema[], clock: Clock): Promise<ExportHeader> {
  const names = schemas.map((schema) => schema.name);
  const tables: ExportedTable[] = [];
  for (const table of await readTables(tx, names)) {
    const { rows } = await sql<{ rows: string }>`
      select count(*)::text as rows from ${sql.id(table.schema, table.name)}
    `.execute(tx);
    tables.push({ ...table, columns: [...table.columns], rows: Number(rows[0]!.rows) });
  }
  return {
    format: FORMAT,
    version: FORMAT_VERSION,
    exportedAt: clock.now().toISOString(),
    serverVersion: await checkServerVersion(tx),
    migrations: (await appliedMigrations(tx)).filter((each) => names.includes(each.schemaName)),
    partitions: await readPartitions(tx, names),
    sequences: await readSequences(tx, names),
    tables,
  };
}

async function* chunks(tx: AnyDatabase, header: ExportHeader, options: ExportOptions): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const hashed = (text: string): Buffer => {
    const chunk = Buffer.from(text, 'utf8');
    hash.update(chunk);
    return chunk;
  };
  const rowsTotal = totalRows(header);
  let rowsDone = 0;
  yield hashed(`${JSON.stringify(header)}\n`);
  for (const [index, table] of header.tables.entries()) {
    if (table.rows === 0) continue;
    yield hashed(`${JSON.stringify({ table: index })}\n`);
    for await (const batch of batches(tx, table)) {
      yield hashed(batch.map((row) => `${row}\n`).join(''));
      rowsDone += batch.length;
      await options.onProgress?.({ table: `${table.schema}.${table.name}`, rowsDone, rowsTotal });
    }
  }
  yield Buffer.from(`${JSON.stringify({ trailer: { rows: rowsDone, sha256: hash.digest('hex') } })}\n`, 'utf8');
}

/** The rows of a table as JSON, by a cursor, in batches of about BATCH_BYTES. */
async function* batches(tx: AnyDatabase, table: CatalogueTable): AsyncGenerator<string[]> {
  const columns = table.columns.map((column, index) => sql`${sql.id(column.name)}::text as ${sql.id(`c${index}`)}`);
  await sql`
    declare export_rows no scroll cursor for select ${sql.join(columns)} from ${sql.id(table.schema, table.name)}
  `.execute(tx);
  let size = FIRST_BATCH;
  for (;;) {
    const { rows } = await sql<Record<string, string | null>>`fetch ${sql.raw(String(size))} from export_rows`.execute(
      tx,
    );
    if (rows.length === 0) break;
    const lines = rows.map((row) => JSON.stringify(table.columns.map((_, index) => row[`c${index}`])));
    yield lines;
    const average = lines.reduce((sum, line) => sum + line.length, 0) / lines.length;
    size = Math.max(1, Math.min(LARGEST_BATCH, size * 4, Math.floor(BATCH_BYTES / average)));
  }
  await sql`close export_rows`.execute(tx);
}
