import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Fault } from '#kernel/errors';

const MAX_BYTES = 65_536;

/** Reads the files that a configuration names, beside it unless said, and gathers what is wrong with them. */
export class ConfiguredFiles {
  readonly faults: Fault[] = [];
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  refuse(path: string, message: string): undefined {
    this.faults.push({ path, message });
    return undefined;
  }

  /** The text of a file; with `secret` one that others than its owner may read is refused. */
  async text(path: string, name: string, secret: boolean): Promise<string | undefined> {
    const file = resolve(this.#folder, name);
    try {
      const { mode, size } = await stat(file);
      if (secret && process.platform !== 'win32' && (mode & 0o077) !== 0) {
        return this.refuse(path, `${name} 别人也能读，请先执行 chmod 600`);
      }
      if (size > MAX_BYTES) return this.refuse(path, `${name} 太大，不像是密钥文件`);
      return (await readFile(file, 'utf8')).trim();
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      return this.refuse(path, missing ? `找不到文件 ${name}` : `文件 ${name} 读不了，请检查权限`);
    }
  }
}
