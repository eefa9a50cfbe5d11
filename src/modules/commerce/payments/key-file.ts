import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Fault } from '#kernel/errors';

const MIN_BITS = 2048;
const MAX_BYTES = 65_536;

/** Reads the files that a configuration names, beside it unless said, and gathers what is wrong with them. */
export class KeyFiles {
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

  /** An RSA private key: PEM, or its base64 alone as Alipay's tool writes it. */
  async privateKey(path: string, name: string): Promise<KeyObject | undefined> {
    const text = await this.text(path, name, true);
    if (text === undefined) return undefined;
    const key = this.#parsed(
      () => createPrivateKey(text),
      [
        () => createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' }),
        () => createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs1' }),
      ],
    );
    return key === undefined ? this.refuse(path, `${name} 不是能用的私钥`) : this.#strong(path, name, key);
  }

  /** An RSA public key: PEM, or its base64 alone. */
  async publicKey(path: string, name: string): Promise<KeyObject | undefined> {
    const text = await this.text(path, name, false);
    if (text === undefined) return undefined;
    const isPrivate = text.includes('PRIVATE KEY');
    const key = isPrivate
      ? undefined
      : this.#parsed(
          () => createPublicKey(text),
          [() => createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })],
        );
    return key === undefined ? this.refuse(path, `${name} 不是公钥`) : this.#strong(path, name, key);
  }

  #parsed(first: () => KeyObject, others: readonly (() => KeyObject)[]): KeyObject | undefined {
    for (const parse of [first, ...others]) {
      try {
        return parse();
      } catch {
        // Not written this way: the next one. What the parser says may hold the key, so nobody hears it.
      }
    }
    return undefined;
  }

  #strong(path: string, name: string, key: KeyObject): KeyObject | undefined {
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    const good = key.asymmetricKeyType === 'rsa' && bits >= MIN_BITS;
    return good ? key : this.refuse(path, `${name} 要是 RSA ${MIN_BITS} 位以上的密钥`);
  }
}
