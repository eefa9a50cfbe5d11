/** One step of a module's schema: SQL, applied once, in order, in a transaction of its own. Never edited once landed. */
export interface Migration {
  /** `0001-name`; sorted by it within the module. */
  readonly name: string;
  readonly up: string;
}

/**
 * How a table will be spread when one machine is not enough (docs/decisions). `by` names the shard key; look-up tables
 * are distributed by what is looked up; reference tables are copied to every node; local ones stay on the first.
 */
export type Distribution = { readonly by: string } | 'reference' | 'local';

/** The schema that a module owns. */
export interface ModuleSchema {
  /** The PostgreSQL schema, named as the module. */
  readonly name: string;
  readonly migrations: readonly Migration[];
  /** Every table of the schema, by its bare name. The schema lint refuses a table that is missing here. */
  readonly tables: Readonly<Record<string, Distribution>>;
}
