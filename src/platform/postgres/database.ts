import { Kysely, sql } from 'kysely';
import pg from 'pg';
import { EagerDialect } from './eager-dialect.ts';
import { codeOf, UnsupportedServer } from './errors.ts';
import { prepareMarked } from './prepared.ts';
import { sendTogether } from './sending.ts';

/** A URL (`postgres://user:password@host:5432/name`) or the settings of one connection. */
export type Connection = string | pg.ClientConfig;

export interface OpenDatabase {
  // eslint-disable-next-line typescript/no-explicit-any -- stores narrow it with withTables<TheirTables>()
  readonly db: Kysely<any>;
  /** For what needs a connection of its own: LISTEN, cursors, pg-boss. */
  readonly pool: pg.Pool;
  /** Waits for what is running and closes every connection. May be called again. */
  close(): Promise<void>;
}

/** Older servers lack what the schema uses (NULLS NOT DISTINCT, MERGE). */
const LEAST_MAJOR_VERSION = 15;

const INT8 = 20;
const DATE = 1082;
const INT8_ARRAY = 1016;
const DATE_ARRAY = 1182;
const NUMERIC_ARRAY = 1231;

/** `bigint` as a number; throws where a number would not be exact, instead of silently losing fen. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond what a number holds exactly`);
  return value;
}

/** The types of pg list the scalar types only. */
const TEXT_ARRAY = 1009 as Parameters<typeof pg.types.getTypeParser>[0];

/** Items of an array of any depth, each parsed; NULL stays null. */
function parseItems(text: string, parse: (item: string) => unknown): unknown {
  const walk = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(walk);
    return typeof item === 'string' ? parse(item) : null;
  };
  return walk(pg.types.getTypeParser(TEXT_ARRAY, 'text')(text));
}

const PARSERS = new Map<number, (text: string) => unknown>([
  [INT8, parseInt8],
  [DATE, (text) => text],
  [INT8_ARRAY, (text) => parseItems(text, parseInt8)],
  [DATE_ARRAY, (text) => parseItems(text, (item) => item)],
  [NUMERIC_ARRAY, (text) => parseItems(text, (item) => item)],
]);

/**
 * How values arrive: bigint as number (throws beyond safe integers), numeric as string, timestamptz as Date, date as
 * `YYYY-MM-DD`; arrays likewise. Given per connection, so that other users of `pg` in the process keep its defaults.
 */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    const parser = format === 'binary' ? undefined : PARSERS.get(oid);
    return parser ?? pg.types.getTypeParser(oid, format);
  },
};

/** The settings that every connection of this program shares, for a URL or a config. */
export function connectionSettings(connection: Connection): pg.ClientConfig {
  const given: pg.ClientConfig = typeof connection === 'string' ? { connectionString: connection } : connection;
  return {
    application_name: 'twinwheel',
    // The text of times and the meaning of ::date must not depend on how a server was set up.
    // Tables that are written are in memory or on flash: a random page is no dearer than the next one.
    options: '-c timezone=UTC -c random_page_cost=1.1',
    keepAlive: true,
    ...given,
    types: valueTypes,
  };
}

/**
 * Opens a pool on a database and Kysely over it. Connects lazily: call `checkServerVersion` or `migrate` to find out
 * whether the server is there. Asking for a connection fails after 30 s, so that an exhausted pool is an error and
 * not a silence. `onIdleError` hears of connections lost while nobody used them; the pool replaces them by itself.
 */
export function openDatabase(options: {
  connection: Connection;
  poolSize: number;
  onIdleError?: (error: Error) => void;
}): OpenDatabase {
  const pool = new pg.Pool({
    ...connectionSettings(options.connection),
    max: options.poolSize,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 30_000,
    // A statement goes out when it is asked for, not when the answer to the one before is there.
    pipeline: true,
  });
  // Without listeners the loss of a connection would end the process: of an idle one (the pool hears of it), and of one
  // that is held by a transaction between two queries (only the client does; the next query reports it).
  pool.on('error', (error) => options.onIdleError?.(error));
  pool.on('connect', (client) => {
    client.on('error', () => {});
    prepareMarked(client);
    sendTogether(client);
  });
  // eslint-disable-next-line typescript/no-explicit-any -- see OpenDatabase
  const db = new Kysely<any>({ dialect: new EagerDialect({ pool }) });
  let closing: Promise<void> | undefined;
  return { db, pool, close: () => (closing ??= db.destroy().then(() => (pool.ended ? undefined : pool.end()))) };
}

/** Answers the server's version (`18.4`). @throws UnsupportedServer before PostgreSQL 15. */
// eslint-disable-next-line typescript/no-explicit-any -- any database will do
export async function checkServerVersion(db: Kysely<any>): Promise<string> {
  const { rows } = await sql<{ number: string; version: string }>`
    select current_setting('server_version_num') as number, current_setting('server_version') as version
  `.execute(db);
  const { number, version } = rows[0]!;
  if (Number(number) < LEAST_MAJOR_VERSION * 10_000) throw new UnsupportedServer(version, LEAST_MAJOR_VERSION);
  return version;
}

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Runs `work` on one connection outside any pool. */
export async function withClient<T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connectionSettings(connection));
  // A loss while no query runs arrives as an event; the next query reports it.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Creates a database unless it is there; safe when two do it at once. `admin` is a connection to any other database
 * of the server, by a user that may create databases. Answers whether it was created.
 */
export async function createDatabaseIfMissing(admin: Connection, name: string): Promise<boolean> {
  return withClient(admin, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rows.length > 0) return false;
    try {
      await client.query(`create database ${quoteIdentifier(name)} encoding 'UTF8' template template0`);
      return true;
    } catch (error) {
      // duplicate_database, or the unique index of pg_database where the two really met.
      const code = codeOf(error);
      if (code === '42P04' || code === '23505') return false;
      throw error;
    }
  });
}
