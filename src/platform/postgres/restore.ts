import type { Readable } from 'node:stream';
import { type Kysely, sql, type Transaction } from 'kysely';
import { type CatalogueTable, readForeignKeys, readPartitions, readTables } from './catalogue-store.ts';
import { codeOf, messageOf, RestoreRefused } from './errors.ts';
import { fixTextForms, totalRows } from './export.ts';
import { type ExportHeader, exportHeader, type ExportProgress } from './export-format.ts';
import { damaged, type ExportLine, readExportLines } from './export-lines.ts';
import { appliedMigrations } from './migrate.ts';
import type { ModuleSchema } from './migration.ts';
import {
  addForeignKey,
  createPartition,
  dropForeignKey,
  emptyTable,
  hasDataOfItsOwn,
  insertRows,
  type Row,
  setSequence,
} from './restore-store.ts';

// eslint-disable-next-line typescript/no-explicit-any -- any database will do
type AnyDatabase = Kysely<any>;
// eslint-disable-next-line typescript/no-explicit-any -- as above
type AnyTransaction = Transaction<any>;

export interface RestoreOptions {
  /** Awaited before the next batch is read. */
  readonly onProgress?: (progress: ExportProgress) => void | Promise<void>;
}

const LARGEST_BATCH = 1_000;
const LARGEST_BATCH_BYTES = 4_000_000;

/**
 * Loads an export into a database that was migrated by the same migrations and holds no data yet; rows that the
 * migrations themselves made are replaced. All in one transaction: when it fails, the database is as it was. The
 * caller sees to it that nothing else writes meanwhile. Answers what was loaded.
 *
 * Foreign keys are taken off for the load and put back after it, which checks every row: rows that refer to rows of
 * their own table, and tables that refer to each other, have no order in which they could be loaded.
 *
 * @throws RestoreRefused with a code, and a message that says what is wrong.
 */
export async function restoreDatabase(
  db: AnyDatabase,
  schemas: readonly ModuleSchema[],
  readable: Readable,
  options: RestoreOptions = {},
): Promise<{ tables: number; rows: number }> {
  const names = schemas.map((schema) => schema.name);
  const lines = readExportLines(readable);
  try {
    const header = await readHeader(lines);
    return await db.transaction().execute(async (tx) => {
      await fixTextForms(tx);
      await refuseOtherMigrations(tx, names, header);
      await createPartitions(tx, names, header);
      const tables = await matchTables(tx, names, header);
      for (const table of tables) await refuseData(tx, table);
      const keys = await readForeignKeys(tx, names);
      for (const key of keys) await dropForeignKey(tx, key);
      for (const table of tables) await emptyTable(tx, table);
      const rows = await load(tx, tables, lines, header, options);
      for (const key of keys) await addForeignKey(tx, key).catch(refuseMisfit);
      for (const sequence of header.sequences) await setSequence(tx, sequence);
      // The planner knows nothing of the new rows, and the first queries come before the server looks by itself.
      for (const table of tables) await sql`analyze ${sql.id(table.schema, table.name)}`.execute(tx);
      return { tables: tables.length, rows };
    });
  } finally {
    readable.destroy();
    await lines.return(undefined);
  }
}

async function readHeader(lines: AsyncGenerator<ExportLine>): Promise<ExportHeader> {
  const first = await lines.next();
  const parsed = exportHeader.safeParse(first.done === true ? undefined : first.value.value);
  if (parsed.success) return parsed.data;
  throw new RestoreRefused(
    'not-an-export',
    'The file is not an export that this version of Twinwheel can read.',
    parsed.error,
  );
}

async function refuseOtherMigrations(
  tx: AnyTransaction,
  names: readonly string[],
  header: ExportHeader,
): Promise<void> {
  const describe = (each: { schemaName: string; name: string; checksum: string }): string =>
    `${each.schemaName}/${each.name} (${each.checksum.slice(0, 8)})`;
  const here = new Set((await appliedMigrations(tx)).filter((each) => names.includes(each.schemaName)).map(describe));
  const there = new Set(header.migrations.map(describe));
  const missing = [...there].filter((each) => !here.has(each));
  const more = [...here].filter((each) => !there.has(each));
  if (missing.length === 0 && more.length === 0) return;
  throw new RestoreRefused(
    'migrations-differ',
    'The export was made by another version of Twinwheel. Restore it with that version, then start this one on it.' +
      (missing.length > 0 ? ` Only in the export: ${missing.join(', ')}.` : '') +
      (more.length > 0 ? ` Only in this database: ${more.join(', ')}.` : ''),
  );
}

async function createPartitions(tx: AnyTransaction, names: readonly string[], header: ExportHeader): Promise<void> {
  const there = new Set((await readPartitions(tx, names)).map((partition) => `${partition.schema}.${partition.name}`));
  for (const partition of header.partitions) {
    const known = names.includes(partition.schema) && names.includes(partition.parentSchema);
    if (known && !there.has(`${partition.schema}.${partition.name}`)) await createPartition(tx, partition);
  }
}

/** The tables in the order of the file. */
async function matchTables(
  tx: AnyTransaction,
  names: readonly string[],
  header: ExportHeader,
): Promise<CatalogueTable[]> {
  const key = (table: CatalogueTable): string => `${table.schema}.${table.name}`;
  const shape = (table: CatalogueTable): string =>
    table.columns
      .map((column) => `${column.name} ${column.type}`)
      .toSorted()
      .join(', ');
  const here = new Map((await readTables(tx, names)).map((table) => [key(table), table]));
  for (const table of header.tables) {
    const found = here.get(key(table));
    here.delete(key(table));
    if (found !== undefined && shape(found) === shape(table)) continue;
    throw new RestoreRefused(
      'tables-differ',
      `Table ${key(table)} is ${found === undefined ? 'not in this database' : 'different in this database'}, ` +
        'although the migrations are the same: somebody has changed the schema by hand.',
    );
  }
  const [extra] = here.keys();
  if (extra !== undefined) {
    throw new RestoreRefused('tables-differ', `Table ${extra} is in this database and not in the export.`);
  }
  return [...header.tables];
}

async function refuseData(tx: AnyTransaction, table: CatalogueTable): Promise<void> {
  if (!(await hasDataOfItsOwn(tx, table))) return;
  throw new RestoreRefused(
    'not-empty',
    `The database already holds data (in ${table.schema}.${table.name}): restore into a new, empty one.`,
  );
}

async function load(
  tx: AnyTransaction,
  tables: readonly CatalogueTable[],
  lines: AsyncGenerator<ExportLine>,
  header: ExportHeader,
  options: RestoreOptions,
): Promise<number> {
  const loaded = tables.map(() => 0);
  const rowsTotal = totalRows(header);
  let current = -1;
  let rowsDone = 0;
  let batch: Row[] = [];
  let batchBytes = 0;
  const flush = async (): Promise<void> => {
    const table = tables[current];
    if (batch.length === 0 || table === undefined) return;
    await insertRows(tx, table, batch).catch(refuseMisfit);
    loaded[current]! += batch.length;
    rowsDone += batch.length;
    batch = [];
    batchBytes = 0;
    await options.onProgress?.({ table: `${table.schema}.${table.name}`, rowsDone, rowsTotal });
  };
  for await (const { value, bytes } of lines) {
    const next = tableIn(value);
    if (next !== undefined) {
      await flush();
      current = next;
    } else {
      batch.push(rowIn(value, tables[current]));
      batchBytes += bytes;
      if (batch.length >= LARGEST_BATCH || batchBytes >= LARGEST_BATCH_BYTES) await flush();
    }
  }
  await flush();
  for (const [index, table] of header.tables.entries()) {
    if (loaded[index] !== table.rows) {
      throw damaged(`${table.schema}.${table.name} should have ${table.rows} rows and has ${loaded[index]}`);
    }
  }
  return rowsDone;
}

/** Values that their types or constraints do not accept (SQLSTATE classes 22 and 23) were not exported like that. */
function refuseMisfit(error: unknown): never {
  throw /^2[23]/.test(codeOf(error) ?? '') ? damaged(messageOf(error), error) : error;
}

function tableIn(value: unknown): number | undefined {
  return typeof value === 'object' && value !== null && 'table' in value && typeof value.table === 'number'
    ? value.table
    : undefined;
}

function rowIn(value: unknown, table: CatalogueTable | undefined): Row {
  const fits =
    table !== undefined &&
    Array.isArray(value) &&
    value.length === table.columns.length &&
    value.every((field) => field === null || typeof field === 'string');
  if (!fits) throw damaged('a row does not fit its table');
  return value as Row;
}
