import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadKeys } from './keys.ts';
import { messages } from './messages.ts';
import { KeysRefused } from './refusals.ts';

let dataDir = '';
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'twinwheel-keys-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const good = (): string => randomBytes(32).toString('base64');

async function faultsOf(env: Record<string, string>, mode: 'demo' | 'production' = 'production'): Promise<string[]> {
  try {
    await loadKeys({ dataDir, mode, env });
  } catch (error) {
    if (!(error instanceof KeysRefused)) throw error;
    return error.faults.map((fault) => `${fault.path} ${codeOf(fault.message)}`);
  }
  return [];
}

/** The catalogue's key of a sentence. */
function codeOf(message: string): string | undefined {
  return Object.entries(messages.zh).find(([, text]) => message.startsWith(text.split('{')[0] as string))?.[0];
}

describe('in production', () => {
  test('keys come from the environment', async () => {
    const [master, hash] = [good(), good()];
    const keys = await loadKeys({
      dataDir,
      mode: 'production',
      env: { TWINWHEEL_MASTER_KEY: master, TWINWHEEL_HASH_KEY: hash },
    });
    expect(keys.masterKeys.map(({ key }) => Buffer.from(key).toString('base64'))).toEqual([master]);
    expect(Buffer.from(keys.hashKey).toString('base64')).toBe(hash);
    expect(await readdir(dataDir)).toEqual([]);
  });

  test('several master keys keep their order, and a key has the same fingerprint wherever it stands', async () => {
    const [fresh, old, hash] = [good(), good(), good()];
    const load = (TWINWHEEL_MASTER_KEY: string) =>
      loadKeys({ dataDir, mode: 'production', env: { TWINWHEEL_MASTER_KEY, TWINWHEEL_HASH_KEY: hash } });
    const named = await load(`k2:${fresh}, k1:${old}`);
    expect(named.masterKeys.map(({ id }) => id)).toEqual(['k2', 'k1']);
    const before = await load(old);
    const during = await load(`${fresh},${old}`);
    expect(during.masterKeys[1]?.id).toBe(before.masterKeys[0]?.id);
  });

  test('every fault is named', async () => {
    expect(await faultsOf({})).toEqual(['TWINWHEEL_MASTER_KEY key-missing', 'TWINWHEEL_HASH_KEY key-missing']);
    const weak = [
      Buffer.alloc(32),
      Buffer.alloc(32, 7),
      Buffer.from(Array.from({ length: 32 }, (_, at) => at)),
      Buffer.from('change-me-change-me-change-me-32'),
    ];
    for (const key of weak) {
      expect(await faultsOf({ TWINWHEEL_MASTER_KEY: key.toString('base64'), TWINWHEEL_HASH_KEY: good() })).toEqual([
        'TWINWHEEL_MASTER_KEY key-weak',
      ]);
    }
    expect(await faultsOf({ TWINWHEEL_MASTER_KEY: good(), TWINWHEEL_HASH_KEY: 'not base64!' })).toEqual([
      'TWINWHEEL_HASH_KEY key-encoding',
    ]);
    const short = randomBytes(16).toString('base64');
    const same = good();
    expect(await faultsOf({ TWINWHEEL_MASTER_KEY: short, TWINWHEEL_HASH_KEY: same })).toEqual([
      'TWINWHEEL_MASTER_KEY key-length',
    ]);
    expect(await faultsOf({ TWINWHEEL_MASTER_KEY: same, TWINWHEEL_HASH_KEY: same })).toEqual([
      'TWINWHEEL_HASH_KEY key-reused',
    ]);
    expect(await faultsOf({ TWINWHEEL_MASTER_KEY: `a:${good()},a:${good()}`, TWINWHEEL_HASH_KEY: same })).toEqual([
      'TWINWHEEL_MASTER_KEY key-twice',
    ]);
    expect(await faultsOf({ TWINWHEEL_MASTER_KEY: `a b:${good()}`, TWINWHEEL_HASH_KEY: same })).toEqual([
      'TWINWHEEL_MASTER_KEY key-id-format',
    ]);
  });

  test('the keys of a demo are not taken', async () => {
    await loadKeys({ dataDir, mode: 'demo', env: {} });
    expect(await faultsOf({})).toHaveLength(2);
  });
});

describe('in the demo', () => {
  test('keys are made once, for the owner of the file alone, also by several starters at once', async () => {
    const started = await Promise.all(Array.from({ length: 8 }, () => loadKeys({ dataDir, mode: 'demo', env: {} })));
    const again = await loadKeys({ dataDir, mode: 'demo', env: {} });
    for (const keys of started) expect(keys).toEqual(again);
    expect((await stat(join(dataDir, 'keys.json'))).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toEqual(['keys.json']);
  });

  test('the environment comes first, and its faults are named', async () => {
    const master = good();
    const keys = await loadKeys({ dataDir, mode: 'demo', env: { TWINWHEEL_MASTER_KEY: master } });
    expect(Buffer.from(keys.masterKeys[0]?.key ?? []).toString('base64')).toBe(master);
    expect(await faultsOf({ TWINWHEEL_MASTER_KEY: 'AAAA' }, 'demo')).toEqual(['TWINWHEEL_MASTER_KEY key-length']);
  });

  test('a broken file is refused and left as it is', async () => {
    const path = join(dataDir, 'keys.json');
    await writeFile(path, '{"masterKey": ');
    expect(await faultsOf({}, 'demo')).toEqual([`${path} key-file-broken`]);
    expect(await readFile(path, 'utf8')).toBe('{"masterKey": ');
  });
});
