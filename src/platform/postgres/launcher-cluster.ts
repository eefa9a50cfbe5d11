import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HOUR } from '#kernel/time';
import { codeOf, messageOf, PostgresStartFailed } from './errors.ts';
import { program } from './launcher-binaries.ts';
import type { Home } from './launcher-home.ts';
import { outcomeOf, spawnServerProgram } from './launcher-process.ts';

/** The superuser of every embedded cluster. */
export const SUPERUSER = 'twinwheel';

/** Where TCP is used (Windows) the socket folder cannot keep others out, so a password does. */
export function passwordFile(home: Home): string {
  return join(home.folder, 'password');
}

/** Makes the cluster unless it is there. Of two first starts at once one makes it, and both use it. */
export async function initialiseIfMissing(home: Home, options: { sync: boolean }): Promise<void> {
  await removeAbandoned(home);
  if (await holdsCluster(home)) return;
  const temporary = await mkdtemp(join(home.folder, '.initdb-'));
  try {
    if (home.account !== undefined) await chown(temporary, home.account.uid, home.account.gid);
    const made = join(temporary, 'cluster');
    const child = spawnServerProgram(
      home,
      program(home.binaries, 'initdb'),
      [
        `--pgdata=${made}`,
        `--username=${SUPERUSER}`,
        ...(await authentication(home)),
        '--encoding=UTF8',
        // The order of text must not depend on the libraries of the machine; C.UTF-8 of the server itself does not.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        ...(options.sync ? [] : ['--no-sync']),
      ],
      'pipe',
    );
    const { exit, printed } = await outcomeOf(child).catch((error: unknown) => {
      throw new PostgresStartFailed(
        'binaries-unusable',
        `The programs of PostgreSQL in ${home.binaries.folder} do not run: ${messageOf(error)}.`,
        error,
      );
    });
    if (exit !== 0) throw failureIn(printed, home);
    await rename(made, home.cluster).catch((error: unknown) => {
      // The other first start was faster: its cluster is as good as ours.
      if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** What interrupted first starts left; a young folder may be the work of another starter. */
async function removeAbandoned(home: Home): Promise<void> {
  for (const entry of await readdir(home.folder)) {
    if (!/^\.(initdb|binaries)-/.test(entry)) continue;
    const path = join(home.folder, entry);
    const made = await stat(path).then(
      (folder) => folder.mtimeMs,
      () => Infinity,
    );
    if (Date.now() - made > HOUR) await rm(path, { recursive: true, force: true });
  }
}

async function authentication(home: Home): Promise<string[]> {
  if (home.socket !== '') return ['--auth-local=trust', '--auth-host=reject'];
  const file = passwordFile(home);
  await writeFile(file, randomBytes(24).toString('base64url'), { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
  if (home.account !== undefined) await chown(file, home.account.uid, home.account.gid);
  return ['--auth=scram-sha-256', `--pwfile=${file}`];
}

/** False where there is no cluster yet. @throws PostgresStartFailed where there is something that we cannot run. */
async function holdsCluster(home: Home): Promise<boolean> {
  let version: string;
  try {
    version = (await readFile(join(home.cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    const entries = await readdir(home.cluster).catch((reading: unknown) => {
      if (codeOf(reading) === 'ENOENT') return [];
      throw reading;
    });
    if (entries.length === 0) return false;
    throw new PostgresStartFailed(
      'not-a-cluster',
      `${home.cluster} holds files that are not a PostgreSQL cluster: ` +
        'move them away, or choose another folder with TWINWHEEL_DATA.',
    );
  }
  if (version !== home.binaries.major) {
    throw new PostgresStartFailed(
      'wrong-version',
      `The data in ${home.cluster} was written by PostgreSQL ${version}, and this program brings ${home.binaries.major}. ` +
        'Export it with the version of Twinwheel that wrote it (twinwheel export) and restore it here (twinwheel restore).',
    );
  }
  return true;
}

const FAILURES: readonly (readonly [RegExp, PostgresStartFailed['code'], string])[] = [
  [/No space left on device|Disk quota exceeded/i, 'disk-full', 'The disk is full: free some space and start again.'],
  [
    /database files are incompatible|was initialized by PostgreSQL version/i,
    'wrong-version',
    'The data was written by another version of PostgreSQL: export it with that version and restore it here.',
  ],
  [
    /lock file ".*\.s\.PGSQL\.\d+\.lock" already exists/i,
    'socket-in-use',
    'Another PostgreSQL uses the socket: stop it, or choose another data folder.',
  ],
  [
    /Address already in use|could not bind/i,
    'port-in-use',
    'The port is used by another program: free it or choose another.',
  ],
  [
    /Permission denied|Operation not permitted|Read-only file system|wrong ownership|invalid permissions/i,
    'folder-unusable',
    'The folder cannot be used by the user that PostgreSQL runs as: correct its owner and mode.',
  ],
  [
    /Cannot allocate memory|could not (create|resize|map) .*shared memory/i,
    'out-of-memory',
    'There is not enough memory for the database: free some, or lower shared_buffers.',
  ],
  [
    /error while loading shared libraries|not found \(required by|Exec format error/i,
    'binaries-unusable',
    'The programs of PostgreSQL do not run on this system: set DATABASE_URL to a PostgreSQL 15 or newer.',
  ],
];

/** What the server printed before it gave up, as an error that says what to do and quotes it. */
export function failureIn(printed: string, home: Pick<Home, 'folder'>): PostgresStartFailed {
  const quoted = printed.split('\n').slice(-8).join('\n');
  for (const [pattern, code, advice] of FAILURES) {
    if (pattern.test(printed))
      return new PostgresStartFailed(code, `${advice}\nPostgreSQL in ${home.folder} said:\n${quoted}`);
  }
  return new PostgresStartFailed(
    'failed',
    `PostgreSQL in ${home.folder} did not start. It said:\n${quoted || '(nothing)'}`,
  );
}

const GAVE_WAY = [
  /lock file ".*postmaster\.pid" already exists/i,
  /pre-existing shared memory block|still in use/i,
  /lock file "[^"]*" is empty|bogus data in lock file/i,
];

/** True where the server gave way to another starter, or to leftovers of the last one that are about to vanish. */
export function gaveWay(printed: string): boolean {
  return GAVE_WAY.some((pattern) => pattern.test(printed));
}
