import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import {
  migrate,
  type ModuleSchema,
  type OpenDatabase,
  openDatabase,
  quoteIdentifier,
  withClient,
} from '#platform/postgres';
import './global-setup.ts';

/** A database of one test file (or one `describe`). Its parts are there from `beforeAll` on. */
export interface TestDatabase {
  // eslint-disable-next-line typescript/no-explicit-any -- stores narrow it with withTables<TheirTables>()
  readonly db: Kysely<any>;
  readonly pool: pg.Pool;
  /** For what opens connections of its own: `openDatabase({ connection })`, a server under test. */
  readonly connection: pg.ClientConfig;
  readonly name: string;
}

export interface TestDatabaseOptions {
  /**
   * Without it: a clone of the template, which holds the schemas of every module (about 0.1 s). With it: an empty
   * database migrated with these schemas alone; `[]` leaves it empty.
   */
  readonly schemas?: readonly ModuleSchema[];
  readonly poolSize?: number;
}

/**
 * Gives the test file a real database of its own, made before its tests and dropped after them:
 *
 * ```ts
 * const database = useDatabase();
 * test('…', async () => { await sql`select 1`.execute(database.db); });
 * ```
 *
 * Tests of one file share it: give each test ids of its own instead of deleting rows.
 */
export function useDatabase(options: TestDatabaseOptions = {}): TestDatabase {
  let made: MadeDatabase | undefined;
  beforeAll(async () => {
    made = await makeDatabase(options);
  });
  afterAll(async () => {
    await made?.drop();
    made = undefined;
  });
  const get = (): MadeDatabase => {
    if (made === undefined) throw new Error('the database is there from beforeAll on: use it inside a test or a hook');
    return made;
  };
  return {
    get db() {
      return get().opened.db;
    },
    get pool() {
      return get().opened.pool;
    },
    get connection() {
      return get().connection;
    },
    get name() {
      return get().name;
    },
  };
}

/** A database made by hand, for a test that needs several of them or opens one itself. */
export interface MadeDatabase {
  readonly opened: OpenDatabase;
  readonly connection: pg.ClientConfig;
  readonly name: string;
  drop(): Promise<void>;
}

export async function makeDatabase(options: TestDatabaseOptions = {}): Promise<MadeDatabase> {
  const { admin, template, templateFault, prefix } = inject('testServer');
  if (options.schemas === undefined && templateFault !== undefined) {
    throw new Error(`the template with all modules' schemas could not be made: ${templateFault}`);
  }
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  const source = options.schemas === undefined ? template : 'template0';
  await withClient(admin, (client) =>
    client.query(`create database ${quoteIdentifier(name)} template ${quoteIdentifier(source)}`),
  );
  const connection = connectionTo(admin, name);
  const opened = openDatabase({ connection, poolSize: options.poolSize ?? 10 });
  if (options.schemas !== undefined && options.schemas.length > 0) await migrate(opened.db, options.schemas);
  return {
    opened,
    connection,
    name,
    drop: async () => {
      await opened.close();
      await withClient(admin, (client) =>
        client.query(`drop database if exists ${quoteIdentifier(name)} with (force)`),
      );
    },
  };
}

function connectionTo(admin: pg.ClientConfig, database: string): pg.ClientConfig {
  if (admin.connectionString === undefined) return { ...admin, database };
  const url = new URL(admin.connectionString);
  url.pathname = `/${database}`;
  return { ...admin, connectionString: url.href };
}
