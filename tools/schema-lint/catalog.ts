import { sql } from 'kysely';
import type { Database } from '#platform/context';

/** A table as the database knows it. Partitions are left out: they are as their parents are. */
export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly Column[];
  readonly keys: readonly Key[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly triggers: readonly string[];
}

export interface Column {
  readonly name: string;
  /** As PostgreSQL spells it: `timestamp with time zone`, `bigint`. */
  readonly type: string;
  readonly isNullable: boolean;
  /** The expression of its default or undefined. */
  readonly defaultsTo: string | undefined;
  readonly isChecked: boolean;
}

/** A primary key, a unique constraint or index, or an exclusion. */
export interface Key {
  readonly name: string;
  readonly isPrimary: boolean;
  readonly columns: readonly string[];
}

export interface ForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly toSchema: string;
  readonly toTable: string;
  /** In the order of `columns`. */
  readonly toColumns: readonly string[];
}

export interface Catalog {
  readonly tables: readonly Table[];
  /** Words that SQL keeps to itself: reserved, or reserved but for names of types and functions. */
  readonly reservedWords: ReadonlySet<string>;
}

interface TableRow {
  schema: string;
  name: string;
  columns:
    | { name: string; type: string; is_nullable: boolean; defaults_to: string | null; is_checked: boolean }[]
    | null;
  keys: { name: string; is_primary: boolean; columns: string[] }[] | null;
  foreign_keys: { name: string; columns: string[]; to_schema: string; to_table: string; to_columns: string[] }[] | null;
  triggers: string[] | null;
}

/** Reads the tables of all schemas but the system's own from pg_catalog. */
export async function readCatalog(db: Database): Promise<Catalog> {
  const { rows } = await sql<TableRow>`
    select n.nspname as schema, t.relname as name,
      ${COLUMNS} as columns, ${KEYS} as keys, ${FOREIGN_KEYS} as foreign_keys, ${TRIGGERS} as triggers
    from pg_class t join pg_namespace n on n.oid = t.relnamespace
    where t.relkind in ('r', 'p') and not t.relispartition
      and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
    order by 1, 2`.execute(db);
  const words = await sql<{ word: string }>`select word from pg_get_keywords() where catcode in ('R', 'T')`.execute(db);
  return { tables: rows.map(tableOf), reservedWords: new Set(words.rows.map(({ word }) => word)) };
}

const COLUMNS = sql`(
  select json_agg(json_build_object(
    'name', a.attname,
    'type', format_type(a.atttypid, null),
    'is_nullable', not a.attnotnull,
    'defaults_to', pg_get_expr(d.adbin, d.adrelid),
    'is_checked', exists (
      select from pg_constraint c where c.conrelid = t.oid and c.contype = 'c' and (a.attnum = any (c.conkey) or exists (
        select from pg_depend f join pg_proc p on p.oid = f.refobjid
        where f.classid = 'pg_constraint'::regclass and f.objid = c.oid and f.refclassid = 'pg_proc'::regclass
          and p.prosrc ~ ('\\m' || a.attname || '\\M')))
    )
  ) order by a.attnum)
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
)`;

/** Read from the indexes, so that a unique index without a constraint is seen too. */
const KEYS = sql`(
  select json_agg(json_build_object('name', c.relname, 'is_primary', i.indisprimary, 'columns', (
    select coalesce(json_agg(a.attname), '[]')
    from pg_attribute a
    where a.attrelid = t.oid and a.attnum = any ((i.indkey::int2[])[0:i.indnkeyatts - 1])
  )) order by c.relname)
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = t.oid and (i.indisunique or i.indisexclusion)
)`;

const FOREIGN_KEYS = sql`(
  select json_agg(json_build_object(
    'name', f.conname, 'to_schema', tn.nspname, 'to_table', tt.relname,
    'columns', (
      select json_agg(a.attname order by k.position)
      from unnest(f.conkey) with ordinality as k (attnum, position)
      join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.attnum
    ),
    'to_columns', (
      select json_agg(a.attname order by k.position)
      from unnest(f.confkey) with ordinality as k (attnum, position)
      join pg_attribute a on a.attrelid = f.confrelid and a.attnum = k.attnum
    )
  ) order by f.conname)
  from pg_constraint f
  join pg_class tt on tt.oid = f.confrelid join pg_namespace tn on tn.oid = tt.relnamespace
  where f.conrelid = t.oid and f.contype = 'f' and f.conparentid = 0
)`;

const TRIGGERS = sql`(
  select json_agg(g.tgname order by g.tgname) from pg_trigger g where g.tgrelid = t.oid and not g.tgisinternal
)`;

function tableOf(row: TableRow): Table {
  return {
    schema: row.schema,
    name: row.name,
    columns: (row.columns ?? []).map((column) => ({
      name: column.name,
      type: column.type,
      isNullable: column.is_nullable,
      defaultsTo: column.defaults_to ?? undefined,
      isChecked: column.is_checked,
    })),
    keys: (row.keys ?? []).map((key) => ({ name: key.name, isPrimary: key.is_primary, columns: key.columns })),
    foreignKeys: (row.foreign_keys ?? []).map((key) => ({
      name: key.name,
      columns: key.columns,
      toSchema: key.to_schema,
      toTable: key.to_table,
      toColumns: key.to_columns,
    })),
    triggers: row.triggers ?? [],
  };
}
