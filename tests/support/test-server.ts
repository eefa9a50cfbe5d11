import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { startPostgres } from '#platform/postgres';
import { makeFolder } from './folder.ts';

/** The PostgreSQL of one test run. */
export interface TestServer {
  connectionFor(database: string): pg.ClientConfig;
  stop(): Promise<void>;
}

const PREFIX = 'twinwheel-test-';
const OWNER = 'owner.pid';

/** Data of a test run is thrown away, so nothing needs to survive a power cut. */
const THROWAWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum_naptime: '10s' };

/** Starts a server in a folder of its own, or uses the one that TEST_DATABASE_URL names (any database of it). */
export async function startTestServer(): Promise<TestServer> {
  const url = process.env['TEST_DATABASE_URL'];
  if (url !== undefined && url !== '') {
    return { connectionFor: (database) => ({ connectionString: withDatabase(url, database) }), stop: async () => {} };
  }
  removeAbandoned();
  const folder = makeFolder(PREFIX).path;
  writeFileSync(join(folder, OWNER), String(process.pid));
  const removeAtExit = (): void => removeFolder(folder);
  process.once('exit', removeAtExit);
  const server = await startPostgres({ dataDir: join(folder, 'data'), maxConnections: 300, settings: THROWAWAY });
  return {
    connectionFor: (database) => server.connectionFor(database),
    stop: async () => {
      await server.stop();
      process.off('exit', removeAtExit);
      removeFolder(folder);
    },
  };
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/** A run that was killed could not clean up after itself: the next one does it. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    const owner = readNumber(join(folder, OWNER));
    if (owner !== undefined && !isAlive(owner)) removeFolder(folder);
  }
}

/** Ends the folder's server, if it runs, and removes the folder. Synchronous, for a process that ends. */
function removeFolder(folder: string): void {
  const cluster = join(folder, 'data', 'postgres', 'cluster');
  const postmaster = readNumber(join(cluster, 'postmaster.pid'));
  try {
    if (postmaster !== undefined && isAlive(postmaster) && ownsCluster(postmaster, cluster))
      process.kill(postmaster, 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  } catch {
    // Another user's, or still being written: the next run tries again.
  }
}

/** The second line of the pid file names the cluster; the process must still be a server. */
function ownsCluster(pid: number, cluster: string): boolean {
  const named = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[1];
  if (process.platform !== 'linux') return named === cluster;
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(cluster);
}

function readNumber(path: string): number | undefined {
  try {
    const value = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return Number.isInteger(value) && value > 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
