import { execFile } from 'node:child_process';
import { link, readFile, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { connectionSettings } from './database.ts';
import { codeOf, messageOf, PostgresStartFailed } from './errors.ts';
import { passwordFile, SUPERUSER } from './launcher-cluster.ts';
import type { Home } from './launcher-home.ts';

/** The port in the name of the socket; with TCP each cluster has one of its own. */
export const SOCKET_PORT = 5432;
export const SUPERUSER_DATABASE = 'postgres';

/** A server fills its pid file right after making it. */
const LONGEST_EMPTY = 2_000;

/** What `postmaster.pid` says; pid 0 where it says nothing readable. */
export interface PidFile {
  readonly path: string;
  readonly text: string;
  readonly pid: number;
  readonly port: number;
}

/** `busy`: a server is starting, recovering or shutting down. `gone`: none runs. */
export type Sighting =
  | { readonly state: 'ready'; readonly pid: number; readonly port: number }
  | { readonly state: 'busy'; readonly pid: number; readonly answers: boolean }
  | { readonly state: 'gone'; readonly stale: PidFile | undefined };

/** Lines: pid, data folder, start time, port, socket folder, listen address, shared memory, state. */
export async function readPidFile(home: Home): Promise<PidFile | undefined> {
  const path = join(home.cluster, 'postmaster.pid');
  try {
    const text = await readFile(path, 'utf8');
    const lines = text.split('\n');
    return {
      path,
      text,
      pid: Math.abs(Number.parseInt(lines[0] ?? '', 10)) || 0,
      port: Number(lines[3]) || SOCKET_PORT,
    };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export async function connectionTo(home: Home, port: number, database: string): Promise<pg.ClientConfig> {
  const base = { user: SUPERUSER, database, port };
  if (home.socket !== '') return { ...base, host: home.socket };
  return { ...base, host: '127.0.0.1', password: (await readFile(passwordFile(home), 'utf8')).trim() };
}

/** Looks whether a server of this cluster runs, by its pid file, its process and what its socket answers. */
export async function lookForServer(home: Home): Promise<Sighting> {
  const file = await readPidFile(home);
  if (file === undefined) return { state: 'gone', stale: undefined };
  if (file.pid === 0) {
    // Made a moment ago and about to be filled, or what a full disk or a power cut left.
    const age =
      Date.now() -
      (await stat(file.path).then(
        (found) => found.mtimeMs,
        () => Infinity,
      ));
    return age < LONGEST_EMPTY ? { state: 'busy', pid: 0, answers: false } : { state: 'gone', stale: file };
  }
  const answer = await ask(home, file.port);
  if (answer === 'ready') return { state: 'ready', pid: file.pid, port: file.port };
  if (answer === 'not-now') return { state: 'busy', pid: file.pid, answers: true };
  // Refused: either not listening yet, or killed a moment ago and its pid not yet given back.
  if (await isPostmaster(file.pid, home)) return { state: 'busy', pid: file.pid, answers: false };
  return { state: 'gone', stale: file };
}

async function ask(home: Home, port: number): Promise<'ready' | 'not-now' | 'refused'> {
  const client = new pg.Client({
    ...connectionSettings(await connectionTo(home, port, SUPERUSER_DATABASE)),
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
    const folder = rows[0]!.folder;
    if ((await realpath(folder).catch(() => folder)) === (await realpath(home.cluster))) return 'ready';
    throw new PostgresStartFailed(
      'socket-in-use',
      `Another PostgreSQL (data in ${folder}) answers where the one of ${home.cluster} should: ` +
        'stop it, or choose another data folder.',
    );
  } catch (error) {
    if (error instanceof PostgresStartFailed) throw error;
    const code = codeOf(error);
    // cannot_connect_now, admin and crash shutdown, too_many_connections: a server is there.
    if (code === '57P03' || code === '57P01' || code === '57P02' || code === '53300') return 'not-now';
    if (code === 'EACCES' || code === 'EPERM' || code?.startsWith('28')) {
      throw new PostgresStartFailed(
        'folder-unusable',
        `A PostgreSQL runs for ${home.cluster} and does not let this user in (${messageOf(error)}): ` +
          'start as the user who started it.',
        error,
      );
    }
    return 'refused';
  } finally {
    await client.end().catch(() => {});
  }
}

export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * True where the process is the postmaster of this cluster, and not another program that was given its number since.
 * A postmaster's working folder is its cluster; one that was killed and not yet buried has none.
 */
export async function isPostmaster(pid: number, home: Home): Promise<boolean> {
  if (!processExists(pid)) return false;
  if (process.platform === 'linux') {
    return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === (await realpath(home.cluster));
  }
  if (process.platform === 'win32') return true;
  const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=,command=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout.includes('postgres') && !stdout.trimStart().startsWith('Z');
}

/**
 * Takes a dead server's pid file away where its number now belongs to another program: PostgreSQL takes that program
 * for a server and refuses to start. Moved aside first and looked at again, so that the fresh file of a starter that
 * was faster is put back.
 */
export async function clearStale(stale: PidFile, home: Home): Promise<void> {
  if (stale.pid !== 0 && !processExists(stale.pid)) return;
  const lock = home.socket === '' ? undefined : join(home.socket, `.s.PGSQL.${SOCKET_PORT}.lock`);
  for (const path of [stale.path, lock]) {
    if (path === undefined) continue;
    const aside = `${path}.${process.pid}`;
    try {
      await rename(path, aside);
      const pid = Number.parseInt(await readFile(aside, 'utf8'), 10) || 0;
      if (pid !== stale.pid) await link(aside, path);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error;
    } finally {
      await rm(aside, { force: true });
    }
  }
}
