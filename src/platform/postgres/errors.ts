/** Why an embedded PostgreSQL did not come up. Stable: the command line explains and exits by it. */
export type StartFailure =
  | 'unsupported-platform' // no binaries for this system
  | 'binaries-unusable' // binaries are there and do not run
  | 'no-account' // run as root, and no unprivileged user to run as
  | 'folder-unusable' // cannot be read, written or owned
  | 'not-a-cluster' // the folder holds something else
  | 'wrong-version' // a cluster of another major version
  | 'disk-full'
  | 'out-of-memory'
  | 'port-in-use'
  | 'socket-in-use' // the socket belongs to another server
  | 'not-answering' // a postmaster holds the folder and never answers
  | 'failed'; // anything else; the message quotes the server's log

/** The embedded PostgreSQL cannot be started; the message says what happened and what to do. */
export class PostgresStartFailed extends Error {
  readonly code: StartFailure;
  constructor(code: StartFailure, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = 'PostgresStartFailed';
    this.code = code;
  }
}

/** The server is older than what the SQL of this program needs. */
export class UnsupportedServer extends Error {
  constructor(version: string, least: number) {
    super(
      `PostgreSQL ${version} is too old: use version ${least} or newer, or unset DATABASE_URL to use the embedded one.`,
    );
    this.name = 'UnsupportedServer';
  }
}

/** The database and the code do not agree on the migrations; nothing was changed. */
export class MigrationRefused extends Error {
  readonly schemaName: string;
  readonly migration: string;
  constructor(schemaName: string, migration: string, message: string) {
    super(message);
    this.name = 'MigrationRefused';
    this.schemaName = schemaName;
    this.migration = migration;
  }
}

/** One migration failed and was rolled back; those before it stay applied. `cause` is the server's error. */
export class MigrationFailed extends Error {
  readonly schemaName: string;
  readonly migration: string;
  constructor(schemaName: string, migration: string, cause: unknown) {
    super(`Migration ${schemaName}/${migration} failed and was rolled back: ${messageOf(cause)}`, { cause });
    this.name = 'MigrationFailed';
    this.schemaName = schemaName;
    this.migration = migration;
  }
}

export type RestoreRefusal =
  | 'not-an-export' // the file is something else, or of a format that this program does not know
  | 'damaged' // cut off, or its checksum or counts do not agree
  | 'migrations-differ' // made by, or loaded into, another version of the program
  | 'tables-differ'
  | 'not-empty'; // the database already holds data

/** The file is not loaded; the database is as it was. */
export class RestoreRefused extends Error {
  readonly code: RestoreRefusal;
  constructor(code: RestoreRefusal, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = 'RestoreRefused';
    this.code = code;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The SQLSTATE or system code of an error, if it has one. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The error and what it wraps: `cause`, and the parts of an AggregateError (several addresses tried). */
function* unwrapped(error: unknown, depth = 0): Generator<unknown> {
  yield error;
  if (depth > 4 || typeof error !== 'object' || error === null) return;
  if ('cause' in error && error.cause !== undefined) yield* unwrapped(error.cause, depth + 1);
  if (error instanceof AggregateError) for (const part of error.errors) yield* unwrapped(part, depth + 1);
}

const LOST_SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** admin_shutdown, crash_shutdown, cannot_connect_now, database_dropped; class 08 is connection exceptions. */
const LOST_STATES = new Set(['57P01', '57P02', '57P03', '57P04']);
/** pg gives these without a code. */
const LOST_MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Client was closed)/;

/** True where the connection is gone or could not be made, so that the outcome of what was asked is unknown. */
export function isConnectionLoss(error: unknown): boolean {
  for (const each of unwrapped(error)) {
    const code = codeOf(each);
    if (code !== undefined && (LOST_SYSTEM_CODES.has(code) || LOST_STATES.has(code) || /^08...$/.test(code)))
      return true;
    // The socket is not there; of any other file it means something else.
    if (code === 'ENOENT' && each instanceof Error && 'syscall' in each && each.syscall === 'connect') return true;
    if (code === undefined && each instanceof Error && LOST_MESSAGES.test(each.message)) return true;
  }
  return false;
}

/** True for serialization_failure (40001) and deadlock_detected (40P01): the same transaction may be run again. */
export function isRetryable(error: unknown): boolean {
  for (const each of unwrapped(error)) {
    const code = codeOf(each);
    if (code === '40001' || code === '40P01') return true;
  }
  return false;
}

/** True for unique_violation (23505), of the named constraint or unique index where one is given. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  for (const each of unwrapped(error)) {
    if (codeOf(each) !== '23505') continue;
    if (constraint === undefined) return true;
    if (typeof each === 'object' && each !== null && 'constraint' in each && each.constraint === constraint)
      return true;
  }
  return false;
}
