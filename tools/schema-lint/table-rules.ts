import type { Distribution } from '#platform/postgres';
import type { ForeignKey, Table } from './catalog.ts';

/** One table that breaks one rule. */
export interface Finding {
  readonly schema: string;
  readonly table: string;
  readonly rule: Rule;
  /** A sentence that names the column, key or trigger. */
  readonly message: string;
}

export type Rule =
  | 'undeclared-table'
  | 'missing-table'
  | 'primary-key'
  | 'shard-key'
  | 'foreign-key'
  | 'trigger'
  | 'ambient-default'
  | 'time-zone'
  | 'reserved-word'
  | 'money';

/** What a rule may look at beside the table itself. */
export interface Surroundings {
  readonly distribution: Distribution;
  /** How another table of the same schema is distributed; undefined where it is not declared. */
  readonly distributionOf: (table: string) => Distribution | undefined;
  readonly reservedWords: ReadonlySet<string>;
}

type TableRule = (table: Table, around: Surroundings) => readonly string[];

/** Functions of time and chance, as pg_get_expr writes them. */
const AMBIENT = new RegExp(
  [
    String.raw`\b(now|random|random_normal|timeofday|gen_random_uuid|gen_random_bytes|uuidv[47]|uuid_generate_\w+)\(`,
    String.raw`\b(clock|statement|transaction)_timestamp\(`,
    String.raw`\b(current_timestamp|current_date|current_time|localtimestamp|localtime)\b`,
    // A text that becomes a time only when the default is taken: ('now'::text)::timestamptz.
    String.raw`\('(now|today|tomorrow|yesterday)'::text\)::(date|time)`,
  ].join('|'),
  'i',
);

/** Each rule gives a sentence for every fault of one table. */
export const TABLE_RULES: Readonly<Record<Exclude<Rule, 'undeclared-table' | 'missing-table'>, TableRule>> = {
  'primary-key': (table) => (table.keys.some((key) => key.isPrimary) ? [] : ['There is no primary key.']),
  'shard-key': (table, { distribution }) =>
    typeof distribution === 'object' ? shardKeyFaults(table, distribution.by) : [],
  'foreign-key': (table, around) => table.foreignKeys.flatMap((key) => foreignKeyFaults(table, key, around)),
  trigger: (table) =>
    table.triggers.map((name) => `Trigger ${name}: triggers do not spread over nodes; do it in the verb.`),
  'ambient-default': (table) =>
    table.columns
      .filter((column) => column.defaultsTo !== undefined && AMBIENT.test(column.defaultsTo))
      .map((column) => `${column.name} defaults to ${column.defaultsTo}: ids and times come from code.`),
  'time-zone': (table) =>
    table.columns
      .filter((column) => column.type.startsWith('timestamp without time zone'))
      .map((column) => `${column.name} is ${column.type}: use timestamptz.`),
  'reserved-word': (table, { reservedWords }) =>
    table.columns
      .filter((column) => reservedWords.has(column.name))
      .map((column) => `${column.name} is a reserved word of SQL.`),
  money: (table) =>
    table.columns
      .filter((column) => column.name === 'fen' || column.name.endsWith('_fen'))
      .filter((column) => column.type !== 'bigint' || !column.isChecked)
      .map((column) => `${column.name} must be bigint with a CHECK of its sign.`),
};

function shardKeyFaults(table: Table, by: string): string[] {
  const column = table.columns.find(({ name }) => name === by);
  if (column === undefined) return [`There is no column ${by}, by which it is distributed.`];
  const faults = table.keys
    .filter((key) => !key.columns.includes(by))
    .map((key) => `${key.name} does not contain the shard key ${by}.`);
  return column.isNullable ? [`The shard key ${by} may be null.`, ...faults] : faults;
}

/**
 * Within one schema; between tables of one shard key, which is then part of the key on both sides; to a reference table
 * from anywhere; between local tables.
 */
function foreignKeyFaults(table: Table, key: ForeignKey, { distribution, distributionOf }: Surroundings): string[] {
  if (key.toSchema !== table.schema) return [`${key.name} leads to another schema, ${key.toSchema}.${key.toTable}.`];
  const there = distributionOf(key.toTable);
  if (there === undefined || there === 'reference') return [];
  const mismatch = `${key.name} leads to ${key.toTable}, which is distributed in another way.`;
  if (typeof distribution !== 'object' || typeof there !== 'object') return distribution === there ? [] : [mismatch];
  if (distribution.by !== there.by) return [mismatch];
  const position = key.columns.indexOf(distribution.by);
  if (position >= 0 && key.toColumns[position] === there.by) return [];
  return [`${key.name} does not join on the shard key ${distribution.by}.`];
}
