import { type Kysely, sql } from 'kysely';
import type { ExportedColumn, ExportedPartition, ExportedSequence } from './export-format.ts';

// eslint-disable-next-line typescript/no-explicit-any -- any database will do
type AnyDatabase = Kysely<any>;

/** A table as PostgreSQL's catalogue describes it; partitions belong to their parent and are not listed. */
export interface CatalogueTable {
  readonly schema: string;
  readonly name: string;
  /** Without generated columns: their values follow from the others. */
  readonly columns: readonly ExportedColumn[];
}

export interface ForeignKey {
  readonly name: string;
  readonly schema: string;
  readonly table: string;
  readonly targetSchema: string;
  readonly targetTable: string;
  /** `FOREIGN KEY (…) REFERENCES …`. */
  readonly definition: string;
}

/** The tables of the schemas, except the ledger of migrations, which says what the tables are and is not data. */
export async function readTables(db: AnyDatabase, schemas: readonly string[]): Promise<CatalogueTable[]> {
  const { rows } = await sql<CatalogueTable>`
    select n.nspname as schema, c.relname as name,
      json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
        as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
      and n.nspname = any(${schemas}::text[]) and not (n.nspname = 'platform' and c.relname = 'migration')
    group by n.nspname, c.relname
    order by array_position(${schemas}::text[], n.nspname::text), c.relname
  `.execute(db);
  return rows;
}

/** Partitions of the schemas' tables, parents before children. */
export async function readPartitions(db: AnyDatabase, schemas: readonly string[]): Promise<ExportedPartition[]> {
  const { rows } = await sql<ExportedPartition>`
    with recursive partition as (
      select i.inhrelid as oid, i.inhparent as parent, 1 as depth
      from pg_inherits i join pg_class p on p.oid = i.inhparent
      where p.relkind = 'p' and not p.relispartition
      union all
      select i.inhrelid, i.inhparent, partition.depth + 1
      from pg_inherits i join partition on partition.oid = i.inhparent
    )
    select n.nspname as schema, c.relname as name, pn.nspname as "parentSchema", p.relname as "parentName",
      pg_get_expr(c.relpartbound, c.oid) as bound, pg_get_partkeydef(c.oid) as "partitionKey"
    from partition
    join pg_class c on c.oid = partition.oid join pg_namespace n on n.oid = c.relnamespace
    join pg_class p on p.oid = partition.parent join pg_namespace pn on pn.oid = p.relnamespace
    where pn.nspname = any(${schemas}::text[])
    order by partition.depth, n.nspname, c.relname
  `.execute(db);
  return rows;
}

/** Every sequence of the schemas, those of identity columns too. */
export async function readSequences(db: AnyDatabase, schemas: readonly string[]): Promise<ExportedSequence[]> {
  const { rows } = await sql<ExportedSequence>`
    select schemaname as schema, sequencename as name, last_value::text as "lastValue"
    from pg_sequences where schemaname = any(${schemas}::text[])
    order by schemaname, sequencename
  `.execute(db);
  return rows;
}

/** Foreign keys between the schemas' tables, those of whole partitioned tables once. */
export async function readForeignKeys(db: AnyDatabase, schemas: readonly string[]): Promise<ForeignKey[]> {
  const { rows } = await sql<ForeignKey>`
    select k.conname as name, n.nspname as schema, c.relname as table, tn.nspname as "targetSchema",
      t.relname as "targetTable", pg_get_constraintdef(k.oid) as definition
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
    where k.contype = 'f' and k.conparentid = 0 and n.nspname = any(${schemas}::text[])
    order by n.nspname, c.relname, k.conname
  `.execute(db);
  return rows;
}
