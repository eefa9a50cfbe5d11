import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from '#kernel/errors';
import { KEY_BYTES } from './cipher.ts';
import type { MasterKey } from './master-keys.ts';
import { messages } from './messages.ts';
import { KeysRefused } from './refusals.ts';

export interface VaultKeys {
  /** The first wraps; the others unwrap until they are rotated out. */
  readonly masterKeys: readonly MasterKey[];
  readonly hashKey: Uint8Array;
}

const MASTER = 'TWINWHEEL_MASTER_KEY';
const HASH = 'TWINWHEEL_HASH_KEY';
const KEY_FILE = 'keys.json';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The keys of the vault. `TWINWHEEL_MASTER_KEY` is base64 of 32 random bytes, or several as `id:key,id:key` while keys
 * are rotated, the current one first (without an id, a fingerprint of the key is its id); `TWINWHEEL_HASH_KEY` is one
 * such key. In demo mode what is not set is made at the first start and kept in `<dataDir>/keys.json`, readable by its
 * owner alone. Throws KeysRefused with a fault for each missing, short, weak or repeated key.
 */
export async function loadKeys(options: {
  readonly dataDir: string;
  readonly mode: 'demo' | 'production';
  readonly env: Environment;
}): Promise<VaultKeys> {
  const { env } = options;
  const incomplete = !env[MASTER]?.trim() || !env[HASH]?.trim();
  const made = options.mode === 'demo' && incomplete ? await demoKeys(options.dataDir) : {};
  return parseKeys({ ...made, ...present(env) });
}

function present(env: Environment): Environment {
  return Object.fromEntries([MASTER, HASH].flatMap((name) => (env[name]?.trim() ? [[name, env[name]]] : [])));
}

function parseKeys(env: Environment): VaultKeys {
  const faults: Fault[] = [];
  const refuse = (path: string, code: string, bytes = 0): undefined => {
    faults.push({ path, message: (messages.zh[code] ?? code).replace('{bytes}', String(bytes)) });
    return undefined;
  };
  const masterKeys = (env[MASTER] ?? '').split(',').flatMap((text) => {
    const { id, encoded } = splitId(text.trim());
    if (id !== undefined && !/^[\w.-]{1,32}$/.test(id)) refuse(MASTER, 'key-id-format');
    const key = decodeKey(encoded, (code, bytes) => refuse(MASTER, code, bytes));
    return key === undefined ? [] : [{ id: id ?? fingerprint(key), key }];
  });
  const hashKey = decodeKey((env[HASH] ?? '').trim(), (code, bytes) => refuse(HASH, code, bytes));
  const distinct = (values: readonly string[]): boolean => new Set(values).size === values.length;
  const ids = masterKeys.map((master) => master.id);
  const prints = masterKeys.map((master) => fingerprint(master.key));
  if (!distinct(ids) || !distinct(prints)) refuse(MASTER, 'key-twice');
  if (hashKey !== undefined && prints.includes(fingerprint(hashKey))) refuse(HASH, 'key-reused');
  if (faults.length > 0 || hashKey === undefined) throw new KeysRefused(faults);
  return { masterKeys, hashKey };
}

function splitId(text: string): { id: string | undefined; encoded: string } {
  const colon = text.indexOf(':');
  return colon < 0 ? { id: undefined, encoded: text } : { id: text.slice(0, colon), encoded: text.slice(colon + 1) };
}

function decodeKey(encoded: string, refuse: (code: string, bytes?: number) => undefined): Buffer | undefined {
  if (encoded === '') return refuse('key-missing');
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(encoded)) return refuse('key-encoding');
  const key = Buffer.from(encoded, 'base64');
  if (key.length !== KEY_BYTES) return refuse('key-length', key.length);
  return isWeak(key) ? refuse('key-weak') : key;
}

/**
 * What 32 random bytes never look like (each less likely than 10⁻¹³): few distinct bytes, an even step from byte to
 * byte, or nothing but printable characters. Catches zeros, sequences, pass phrases and keys out of examples.
 */
function isWeak(key: Buffer): boolean {
  const steps = new Set(key.subarray(1).map((byte, at) => byte - (key[at] ?? 0)));
  const printable = key.every((byte) => byte >= 0x20 && byte < 0x7f);
  return new Set(key).size < 8 || steps.size === 1 || printable;
}

function fingerprint(key: Uint8Array): string {
  return createHash('sha256').update('twinwheel/key-id/1\0').update(key).digest('hex').slice(0, 12);
}

/** Keys of the demo, made once; of two processes that start at the same time both get those of the faster one. */
async function demoKeys(dataDir: string): Promise<Environment> {
  const path = join(dataDir, KEY_FILE);
  const kept = await readIfThere(path);
  if (kept !== undefined) return readDemoKeys(path, kept);
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const fresh = { masterKey: freshKey(), hashKey: freshKey() };
  await writeFile(draft, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    // A link, unlike a rename, never replaces keys that data may already be sealed under.
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readDemoKeys(path, await readFile(path, 'utf8'));
}

function freshKey(): string {
  for (;;) {
    const key = randomBytes(KEY_BYTES);
    if (!isWeak(key)) return key.toString('base64');
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function readDemoKeys(path: string, text: string): Environment {
  try {
    const { masterKey, hashKey } = JSON.parse(text) as Record<string, unknown>;
    if (typeof masterKey === 'string' && typeof hashKey === 'string') return { [MASTER]: masterKey, [HASH]: hashKey };
  } catch {
    // Refused below, without the parser's message: it would quote the file.
  }
  throw new KeysRefused([{ path, message: messages.zh['key-file-broken'] ?? 'key-file-broken' }]);
}
