import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Bytes under their SHA-256 in a folder, two levels deep (`ab/cd/abcd…`). A blob is complete or absent: it is written
 * beside its place, flushed, and renamed, and the folder is flushed after it.
 */
export interface BlobFolder {
  /** Keeps the bytes; what is there already is only marked as young again. */
  write(sha256: string, bytes: Buffer, now: Date): Promise<void>;
  /** Undefined when there is no such blob. */
  read(sha256: string): Promise<Buffer | undefined>;
  remove(sha256: string): Promise<void>;
  /** Hashes of one first-level folder (`00` … `ff`) whose blobs were last written before `before`. */
  listOlderThan(prefix: string, before: Date): Promise<string[]>;
  /** Deletes unfinished writes that began before `before`: their process is gone. */
  removeUnfinished(before: Date): Promise<number>;
}

const HASH = /^[0-9a-f]{64}$/u;

export function blobFolder(folder: string): BlobFolder {
  const pathOf = (sha256: string): string => {
    if (!HASH.test(sha256)) throw new RangeError('not a SHA-256');
    return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  };
  const unfinished = join(folder, 'unfinished');
  return {
    write: async (sha256, bytes, now) => {
      const path = pathOf(sha256);
      if (await touch(path, now)) return;
      await mkdir(unfinished, { recursive: true });
      await mkdir(dirname(path), { recursive: true });
      const draft = join(unfinished, randomBytes(12).toString('hex'));
      try {
        await writeFlushed(draft, bytes);
        await utimes(draft, now, now);
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      await flushFolder(dirname(path));
    },
    read: async (sha256) => absentAs(undefined, readFile(pathOf(sha256))),
    remove: async (sha256) => rm(pathOf(sha256), { force: true }),
    listOlderThan: async (prefix, before) => {
      const found: string[] = [];
      for (const second of await absentAs([], readdir(join(folder, prefix)))) {
        const inside = join(folder, prefix, second);
        for (const name of await readdir(inside))
          if (HASH.test(name) && (await isOlder(join(inside, name), before))) found.push(name);
      }
      return found;
    },
    removeUnfinished: async (before) => {
      let removed = 0;
      for (const name of await absentAs([], readdir(unfinished))) {
        const path = join(unfinished, name);
        if (!(await isOlder(path, before))) continue;
        await rm(path, { force: true });
        removed += 1;
      }
      return removed;
    },
  };
}

async function writeFlushed(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A rename survives a power cut only when its folder is flushed; Windows has no such thing. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Marks an existing blob as young, so that no sweep takes it from under a row about to be written. */
async function touch(path: string, now: Date): Promise<boolean> {
  return absentAs(
    false,
    utimes(path, now, now).then(() => true),
  );
}

async function isOlder(path: string, before: Date): Promise<boolean> {
  return absentAs(
    false,
    stat(path).then(({ mtime }) => mtime < before),
  );
}

async function absentAs<T>(substitute: T, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return substitute;
    throw error;
  }
}
