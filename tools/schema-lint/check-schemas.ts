import type { Database } from '#platform/context';
import type { ModuleSchema } from '#platform/postgres';
import { readCatalog, type Catalog, type Table } from './catalog.ts';
import { TABLE_RULES, type Finding, type Rule } from './table-rules.ts';

export type { Finding } from './table-rules.ts';

/** Schemas of others, whose tables are not ours to shape: the job queue's. */
const FOREIGN_SCHEMAS: ReadonlySet<string> = new Set(['pgboss']);
/** Made before any migration can run, so no schema declares it. */
const MIGRATION_LEDGER = 'platform.migration';

/**
 * Reads pg_catalog of a migrated database and says which table breaks which rule of growth: what is written here can be
 * spread over machines (Citus) without a rewrite. An empty answer means that the schemas are sound.
 */
export async function checkSchemas(db: Database, schemas: readonly ModuleSchema[]): Promise<Finding[]> {
  const catalog = await readCatalog(db);
  const existing = new Set(catalog.tables.map(({ schema, name }) => `${schema}.${name}`));
  const missing = schemas.flatMap(({ name: schema, tables }) =>
    Object.keys(tables)
      .filter((table) => !existing.has(`${schema}.${table}`))
      .map((table) => finding(schema, table, 'missing-table', 'It is declared, but no migration makes it.')),
  );
  const declared = new Map(schemas.map((schema) => [schema.name, schema]));
  return [...missing, ...catalog.tables.flatMap((table) => checkTable(table, declared.get(table.schema), catalog))];
}

function checkTable(table: Table, schema: ModuleSchema | undefined, { reservedWords }: Catalog): Finding[] {
  if (FOREIGN_SCHEMAS.has(table.schema) || `${table.schema}.${table.name}` === MIGRATION_LEDGER) return [];
  const distribution = schema?.tables[table.name];
  if (distribution === undefined) {
    return [finding(table.schema, table.name, 'undeclared-table', 'No schema declares how it is distributed.')];
  }
  const around = { distribution, distributionOf: (name: string) => schema?.tables[name], reservedWords };
  return (Object.keys(TABLE_RULES) as (keyof typeof TABLE_RULES)[]).flatMap((rule) =>
    TABLE_RULES[rule](table, around).map((message) => finding(table.schema, table.name, rule, message)),
  );
}

function finding(schema: string, table: string, rule: Rule, message: string): Finding {
  return { schema, table, rule, message };
}
