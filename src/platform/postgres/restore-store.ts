import { type Kysely, sql } from 'kysely';
import type { CatalogueTable, ForeignKey } from './catalogue-store.ts';
import { RestoreRefused } from './errors.ts';
import type { ExportedPartition, ExportedSequence } from './export-format.ts';

// eslint-disable-next-line typescript/no-explicit-any -- any database will do
type AnyDatabase = Kysely<any>;

/** The values of a row as PostgreSQL writes them in text, in the order of the table's columns. */
export type Row = readonly (string | null)[];

/**
 * True where the table holds rows that its migrations did not make. A migration and its row in the ledger are of one
 * transaction, whose number both rows carry in xmin.
 */
export async function hasDataOfItsOwn(db: AnyDatabase, table: CatalogueTable): Promise<boolean> {
  const { rows } = await sql`
    select 1 from ${sql.id(table.schema, table.name)} where xmin not in (select xmin from platform.migration) limit 1
  `.execute(db);
  return rows.length > 0;
}

export async function emptyTable(db: AnyDatabase, table: CatalogueTable): Promise<void> {
  await sql`delete from ${sql.id(table.schema, table.name)}`.execute(db);
}

export async function dropForeignKey(db: AnyDatabase, key: ForeignKey): Promise<void> {
  await sql`alter table ${sql.id(key.schema, key.table)} drop constraint ${sql.id(key.name)}`.execute(db);
}

/** Puts a foreign key back, which checks every row. */
export async function addForeignKey(db: AnyDatabase, key: ForeignKey): Promise<void> {
  await sql`
    alter table ${sql.id(key.schema, key.table)} add constraint ${sql.id(key.name)} ${sql.raw(key.definition)}
  `.execute(db);
}

/** One statement a batch: an array of texts for each column, each value read as its column's type. */
export async function insertRows(db: AnyDatabase, table: CatalogueTable, rows: readonly Row[]): Promise<void> {
  if (table.columns.length === 0) return;
  const names = sql.join(table.columns.map((column) => sql.id(column.name)));
  const arrays = sql.join(table.columns.map((_, index) => sql`${rows.map((row) => row[index])}::text[]`));
  const aliases = sql.join(table.columns.map((_, index) => sql.id(`c${index}`)));
  const values = sql.join(table.columns.map((column, index) => sql`${sql.id(`c${index}`)}::${sql.raw(column.type)}`));
  await sql`
    insert into ${sql.id(table.schema, table.name)} (${names}) overriding system value
    select ${values} from unnest(${arrays}) as given (${aliases})
  `.execute(db);
}

/** The bound comes from the file: only what PostgreSQL writes for a bound is let through. */
const BOUND = /^(DEFAULT|FOR VALUES [^;]*)$/;
const PARTITION_KEY = /^(RANGE|LIST|HASH) \([^;]*\)$/;

export async function createPartition(db: AnyDatabase, partition: ExportedPartition): Promise<void> {
  const { partitionKey } = partition;
  if (!BOUND.test(partition.bound) || (partitionKey !== null && !PARTITION_KEY.test(partitionKey))) {
    throw new RestoreRefused(
      'not-an-export',
      `The bound of partition ${partition.schema}.${partition.name} cannot be read.`,
    );
  }
  await sql`
    create table ${sql.id(partition.schema, partition.name)}
    partition of ${sql.id(partition.parentSchema, partition.parentName)} ${sql.raw(partition.bound)}
    ${sql.raw(partitionKey === null ? '' : `partition by ${partitionKey}`)}
  `.execute(db);
}

/** Goes on where the exported sequence stood; one that was never used stays as the migrations made it. */
export async function setSequence(db: AnyDatabase, sequence: ExportedSequence): Promise<void> {
  if (sequence.lastValue === null) return;
  await sql`
    select setval(format('%I.%I', ${sequence.schema}::text, ${sequence.name}::text)::regclass, ${sequence.lastValue}::bigint)
  `.execute(db);
}
