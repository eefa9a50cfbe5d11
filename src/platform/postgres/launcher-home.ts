import { createHash } from 'node:crypto';
import { chmod, chown, lchown, lstat, mkdir, readdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { codeOf, messageOf, PostgresStartFailed } from './errors.ts';
import { type Binaries, copyBinaries, findBinaries, program } from './launcher-binaries.ts';

/** An unprivileged user of the system. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Where one embedded PostgreSQL lives, and as whom it runs. */
export interface Home {
  /** Holds the cluster, the log and whatever else belongs to this server. */
  readonly folder: string;
  readonly cluster: string;
  /** Folder of the Unix socket; empty where TCP is used. */
  readonly socket: string;
  readonly log: string;
  /** Set where this process is root: PostgreSQL refuses to run as root. */
  readonly account: Account | undefined;
  readonly binaries: Binaries;
}

/** Linux allows 107 bytes for the path of a socket, macOS 103; `/.s.PGSQL.5432` takes 14 of them. */
const LONGEST_SOCKET_FOLDER = 103 - '/.s.PGSQL.5432'.length;

/** Where root keeps a cluster whose account cannot reach the data folder. */
const REACHABLE_BASE = '/var/lib/twinwheel';

/**
 * Settles the folders of a server and creates them. Everything lies in `<dataDir>/postgres`, with two exceptions:
 * a socket whose path would be too long, and a data folder that root can enter and the server's account cannot.
 */
export async function settleHome(
  dataDir: string,
  options: { transport: 'socket' | 'tcp'; reachableBase?: string },
): Promise<Home> {
  const found = await findBinaries();
  const usual = await accountForRoot();
  try {
    const own = join(resolve(dataDir), 'postgres');
    await mkdir(own, { recursive: true });
    const folder = await reachableFolder(await realpath(own), usual, options.reachableBase ?? REACHABLE_BASE);
    const account = usual && (await ownerOf(join(folder, 'cluster'), usual));
    if (account !== undefined) await chown(folder, account.uid, account.gid);
    const reachable = account === undefined || (await canReach(program(found, 'postgres'), account));
    const binaries = reachable ? found : await copyBinaries(found, folder);
    const socket = options.transport === 'tcp' ? '' : await settleSocketFolder(folder, account);
    return { folder, cluster: join(folder, 'cluster'), socket, log: join(folder, 'postgres.log'), account, binaries };
  } catch (error) {
    throw asFolderFailure(error, dataDir);
  }
}

/** Turns errors of the file system into what an operator can act on; passes others through. */
export function asFolderFailure(error: unknown, folder: string): unknown {
  const code = codeOf(error);
  if (error instanceof PostgresStartFailed || code === undefined) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new PostgresStartFailed(
      'disk-full',
      `The disk of ${folder} is full: free some space and start again.`,
      error,
    );
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ELOOP', 'EINVAL', 'ENAMETOOLONG'].includes(code)) {
    return new PostgresStartFailed(
      'folder-unusable',
      `The database folder under ${folder} cannot be used (${messageOf(error)}): ` +
        'give this user the right to read and write it, or set TWINWHEEL_DATA to another folder.',
      error,
    );
  }
  return error;
}

/** As root: `postgres` where the system has that user, else `nobody`. */
async function accountForRoot(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
    if (fields && Number.isInteger(uid) && Number.isInteger(gid) && uid > 0) return { name, uid, gid };
  }
  throw new PostgresStartFailed(
    'no-account',
    'PostgreSQL does not run as root, and this system has neither a user "postgres" nor "nobody". ' +
      'Start as an ordinary user, or set DATABASE_URL.',
  );
}

/** A cluster of an ordinary user goes on under that user when root starts it; one that root owns is handed over. */
async function ownerOf(cluster: string, usual: Account): Promise<Account> {
  const owner = await stat(cluster).catch(() => undefined);
  if (owner === undefined || owner.uid === usual.uid) return usual;
  if (owner.uid !== 0) return { name: `of id ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  const entries = await readdir(cluster, { recursive: true });
  for (const entry of ['', ...entries]) await lchown(join(cluster, entry), usual.uid, usual.gid);
  return usual;
}

/** True where the account may enter every folder above `path`; it has no groups but its own. */
async function canReach(path: string, account: Account): Promise<boolean> {
  for (let folder = dirname(await realpath(path)); ; folder = dirname(folder)) {
    const { uid, gid, mode } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * PostgreSQL runs as another user than root and opens its files by full path, so every folder above must let that
 * user pass. Under a private home (`/root`, mode 0700) it cannot, and loosening that mode would open root's home to
 * everyone. The cluster then lies in a folder of its own under `base`; `location` in the data folder names it, so
 * that it is found again after the data folder was moved.
 */
async function reachableFolder(own: string, account: Account | undefined, base: string): Promise<string> {
  if (account === undefined) return own;
  const note = join(own, 'location');
  const noted = (await readFile(note, 'utf8').catch(() => '')).trim();
  if (noted === '' && (await canReach(own, account))) return own;
  const folder = noted || join(base, createHash('sha256').update(own).digest('hex').slice(0, 16));
  await mkdir(folder, { recursive: true, mode: 0o755 });
  if (!(await canReach(folder, account))) {
    throw new PostgresStartFailed(
      'folder-unusable',
      `User ${account.name}, as whom PostgreSQL runs, can enter neither ${own} nor ${folder}: ` +
        'set TWINWHEEL_DATA to a folder that it can enter, such as /var/lib/twinwheel-data.',
    );
  }
  if (noted === '') await writeFile(note, `${folder}\n`);
  return folder;
}

/** A folder that only the server's user can enter: whoever can open the socket is trusted without a password. */
async function settleSocketFolder(home: string, account: Account | undefined): Promise<string> {
  const near = join(home, 'socket');
  const short = Buffer.byteLength(near) <= LONGEST_SOCKET_FOLDER;
  const name = `twinwheel-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`;
  const folder = short ? near : join(await realpath(tmpdir()), name);
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
  const { uid } = await lstat(folder);
  const own = process.getuid?.();
  // The folder for temporary files is open to everyone: somebody else may have made this one first.
  if (!(await lstat(folder)).isDirectory() || (uid !== own && uid !== account?.uid)) {
    throw new PostgresStartFailed(
      'socket-in-use',
      `${folder} is needed for the database's socket and belongs to another user: ` +
        'remove it, or use a shorter data folder.',
    );
  }
  if (account !== undefined) await chown(folder, account.uid, account.gid);
  await chmod(folder, 0o700);
  return folder;
}
