import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import type pg from 'pg';
import { messageOf, PostgresStartFailed } from './errors.ts';
import { program } from './launcher-binaries.ts';
import { failureIn, gaveWay, initialiseIfMissing, SUPERUSER } from './launcher-cluster.ts';
import { asFolderFailure, type Home, settleHome } from './launcher-home.ts';
import { holdServer, type Keeper } from './launcher-keeper.ts';
import {
  clearStale,
  connectionTo,
  isPostmaster,
  lookForServer,
  readPidFile,
  SOCKET_PORT,
  SUPERUSER_DATABASE,
} from './launcher-postmaster.ts';
import { outcomeOf, pause, spawnServerProgram } from './launcher-process.ts';

/** Told what happens, in words for the log. */
export type LaunchLog = (message: string) => void;

export interface StartOptions {
  /** Everything lies in `<dataDir>/postgres`. */
  readonly dataDir: string;
  readonly log?: LaunchLog;
  readonly maxConnections?: number;
  /** More settings of the server, over the defaults: `{ fsync: 'off' }` in tests. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** `tcp` on Windows, else a Unix socket in a folder that nobody else can enter. */
  readonly transport?: 'socket' | 'tcp';
  /** The port with TCP; else any free one. */
  readonly port?: number;
  /** Where root keeps the cluster when the server's user cannot reach `dataDir`. */
  readonly reachableBase?: string;
}

export interface RunningPostgres {
  /** The folder of the socket, or the address. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** A database that always exists, for creating others. */
  readonly superuserDatabase: string;
  /** True where the server ran already: left behind by a killed process, or started by another one. */
  readonly adopted: boolean;
  /** Its process when it was started or adopted; one that dies is started again, as another process. */
  readonly pid: number;
  connectionFor(database: string): pg.ClientConfig;
  /**
   * Shuts the server down, unless another process of this program uses it too: the last one out does it. Open
   * connections are ended, so close pools first. May be called again.
   */
  stop(): Promise<void>;
}

type Found = { readonly pid: number; readonly port: number; readonly adopted: boolean };

const SECOND = 1_000;
/** A server that recovers after a crash answers "not now" and may take minutes; one that says nothing is stuck. */
const PATIENCE_WITH_ANSWERS = 600 * SECOND;
const PATIENCE_WITH_SILENCE = 60 * SECOND;
const PATIENCE_WITH_SHUTDOWN = 60 * SECOND;
const LARGEST_LOG_BYTES = 10_000_000;

/**
 * Starts the embedded PostgreSQL of a data folder: makes the cluster at the first start, adopts a server that runs
 * already (left behind by a killed process, or another process's), and starts one otherwise, whatever the last one
 * left lying about. Several may call it at once.
 *
 * @throws PostgresStartFailed with a code, and a message that says what to do.
 */
export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  const transport = options.transport ?? (process.platform === 'win32' ? 'tcp' : 'socket');
  const home = await settleHome(options.dataDir, { ...options, transport });
  try {
    await initialiseIfMissing(home, { sync: options.settings?.['fsync'] !== 'off' });
    for (;;) {
      const found = await findOrStart(home, options);
      const connection = await connectionTo(home, found.port, SUPERUSER_DATABASE);
      const keeper = await holdServer(connection, () => revive(home, { ...options, port: found.port }));
      // It was shutting down when we found it: once more.
      if (keeper === undefined) continue;
      options.log?.(
        found.adopted ? `PostgreSQL ${found.pid} runs already: using it` : `PostgreSQL ${found.pid} started`,
      );
      return running(home, found, connection, keeper, options.log);
    }
  } catch (error) {
    throw asFolderFailure(error, home.folder);
  }
}

function running(
  home: Home,
  found: Found,
  connection: pg.ClientConfig,
  keeper: Keeper,
  log?: LaunchLog,
): RunningPostgres {
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    const last = await keeper.leave();
    // Not always the one that we found: it may have died and been started again.
    const pid = (await readPidFile(home))?.pid ?? found.pid;
    if (last) await shutDown(home, pid, log);
    else log?.(`PostgreSQL ${pid} is used by another process: left running`);
    await keeper.close();
  };
  return {
    host: connection.host!,
    port: found.port,
    user: SUPERUSER,
    superuserDatabase: SUPERUSER_DATABASE,
    adopted: found.adopted,
    pid: found.pid,
    connectionFor: (database) => ({ ...connection, database }),
    stop: () => (stopping ??= stop()),
  };
}

/** Brings a server back that died while we used it. Pools connect again by themselves: the place stays the same. */
async function revive(home: Home, options: StartOptions): Promise<void> {
  try {
    const { pid, adopted } = await findOrStart(home, options);
    options.log?.(`the connection to PostgreSQL was lost: ${adopted ? 'using' : 'started'} ${pid}`);
  } catch (error) {
    options.log?.(`PostgreSQL is gone and does not start again: ${messageOf(error)}`);
    throw error;
  }
}

async function findOrStart(home: Home, options: StartOptions): Promise<Found> {
  const patience = new Patience(home);
  for (;;) {
    const sighting = await lookForServer(home);
    if (sighting.state === 'ready') return { pid: sighting.pid, port: sighting.port, adopted: true };
    if (sighting.state === 'busy') {
      await patience.wait(sighting.pid, sighting.answers);
      continue;
    }
    if (sighting.stale !== undefined) await clearStale(sighting.stale, home);
    const started = await startServer(home, options);
    if (started !== undefined) return started;
    await patience.wait(sighting.stale?.pid ?? 0, false);
  }
}

/** Waits a little each time, and gives up after the time a server in that state may take. */
class Patience {
  readonly #home: Home;
  #silent = 0;
  #answered = 0;
  constructor(home: Home) {
    this.#home = home;
  }

  async wait(pid: number, answers: boolean): Promise<void> {
    const step = 25;
    if (answers) this.#answered += step;
    else this.#silent += step;
    if (this.#silent > PATIENCE_WITH_SILENCE || this.#answered > PATIENCE_WITH_ANSWERS) {
      throw new PostgresStartFailed(
        'not-answering',
        `PostgreSQL (process ${pid || 'unknown'}) holds ${this.#home.cluster} and does not answer. ` +
          `Look at ${this.#home.log}; end that process if it is stuck, and start again.`,
      );
    }
    await pause(step);
  }
}

/** Starts a server and waits until it answers. Undefined where it gave way to another starter. */
async function startServer(home: Home, options: StartOptions): Promise<Found | undefined> {
  const port = home.socket === '' ? (options.port ?? (await freePort())) : SOCKET_PORT;
  const offset = await rotateLog(home);
  const output = openSync(home.log, 'a', 0o600);
  let child: ChildProcess;
  try {
    child = spawnServerProgram(home, program(home.binaries, 'postgres'), serverArguments(home, port, options), output);
  } finally {
    closeSync(output);
  }
  let ended = false;
  const outcome = outcomeOf(child).finally(() => (ended = true));
  outcome.catch(() => {});
  const patience = new Patience(home);
  while (!ended) {
    const sighting = await lookForServer(home);
    if (sighting.state === 'ready' && sighting.pid === child.pid) {
      // It lives on when this process ends, by intention: the next start adopts it.
      child.unref();
      return { pid: sighting.pid, port: sighting.port, adopted: false };
    }
    await patience.wait(child.pid ?? 0, sighting.state === 'busy' && sighting.answers);
  }
  await outcome.catch((error: unknown) => {
    throw new PostgresStartFailed(
      'binaries-unusable',
      `${program(home.binaries, 'postgres')} does not run: ${messageOf(error)}.`,
      error,
    );
  });
  const printed = await readFrom(home.log, offset);
  if (gaveWay(printed)) return undefined;
  throw failureIn(printed, home);
}

function serverArguments(home: Home, port: number, options: StartOptions): string[] {
  const megabytes = Math.floor(totalmem() / 1_048_576);
  const settings: Record<string, string | number> = {
    max_connections: options.maxConnections ?? 100,
    // An eighth of the machine, of which the program itself and the file cache need the rest.
    shared_buffers: `${Math.min(1_024, Math.max(64, Math.floor(megabytes / 8)))}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(megabytes / 2))}MB`,
    work_mem: '8MB',
    maintenance_work_mem: `${Math.min(256, Math.max(64, Math.floor(megabytes / 16)))}MB`,
    max_wal_size: '2GB',
    // An order locks some hundred tables and indexes: kept by its own process, without the table that all share.
    max_locks_per_transaction: 256,
    random_page_cost: 1.1,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements and the details of errors quote personal data; whoever sent the statement gets the error anyway.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    ...options.settings,
    ...(home.socket === ''
      ? { listen_addresses: '127.0.0.1', unix_socket_directories: '' }
      : { listen_addresses: '', unix_socket_directories: home.socket, unix_socket_permissions: '0700' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', home.cluster, '-p', String(port), ...flags];
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : SOCKET_PORT));
    });
  });
}

/** Keeps one old log. Answers where the next start begins to write. */
async function rotateLog(home: Home): Promise<number> {
  const size = await stat(home.log).then(
    (file) => file.size,
    () => 0,
  );
  if (size < LARGEST_LOG_BYTES) return size;
  await rename(home.log, `${home.log}.1`);
  return 0;
}

async function readFrom(path: string, offset: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(64_000);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, offset);
    return buffer.toString('utf8', 0, bytesRead).trim();
  } finally {
    await file.close();
  }
}

/** Fast shutdown: open transactions are rolled back, everything is written. Crash-safe even where it must be forced. */
async function shutDown(home: Home, pid: number, log?: LaunchLog): Promise<void> {
  if (!(await isPostmaster(pid, home))) return;
  if (process.platform === 'win32') {
    // Windows has no signals; pg_ctl speaks to the server through a named pipe.
    await outcomeOf(
      spawnServerProgram(
        home,
        program(home.binaries, 'pg_ctl'),
        ['stop', '-D', home.cluster, '-m', 'fast', '-w'],
        'pipe',
      ),
    );
    return;
  }
  process.kill(pid, 'SIGINT');
  for (let waited = 0; await isPostmaster(pid, home); waited += 25) {
    if (waited === PATIENCE_WITH_SHUTDOWN) {
      log?.(`PostgreSQL ${pid} does not finish: stopping it at once; it recovers at the next start`);
      process.kill(pid, 'SIGQUIT');
    }
    if (waited > PATIENCE_WITH_SHUTDOWN + 10 * SECOND) throw new Error(`PostgreSQL ${pid} cannot be stopped`);
    await pause(25);
  }
  log?.(`PostgreSQL ${pid} stopped`);
}
