import { describe, expect, test } from 'vitest';
import { ConfigRefused, readConfig } from './config.ts';

const faultsOf = (env: Record<string, string>): { path: string; message: string }[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigRefused);
    return [...(error as ConfigRefused).faults];
  }
};
const secure = { TWINWHEEL_MODE: 'production', TWINWHEEL_PUBLIC_URL: 'https://tw.example.com' };

describe('configuration', () => {
  test('needs nothing: the demo runs on this machine', () => {
    expect(readConfig({})).toMatchObject({
      mode: 'demo',
      host: '127.0.0.1',
      port: 7200,
      publicUrl: undefined,
      trustProxy: false,
      firstAdmin: undefined,
    });
  });

  test('is read from the environment; what is empty is not set', () => {
    const config = readConfig({
      ...secure,
      PORT: '8080',
      TWINWHEEL_TRUST_PROXY: 'on',
      DATABASE_URL: '',
      TWINWHEEL_PUBLIC_URL: 'https://tw.example.com/',
    });
    expect(config).toMatchObject({
      mode: 'production',
      port: 8080,
      trustProxy: true,
      databaseUrl: undefined,
      publicUrl: 'https://tw.example.com',
    });
  });

  test.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PORT', '80.5'],
    ['TWINWHEEL_MODE', 'live'],
    ['TWINWHEEL_PUBLIC_URL', 'tw.example.com'],
    ['DATABASE_URL', 'mysql://localhost/tw'],
    ['TWINWHEEL_POOL', '1'],
    ['LOG_LEVEL', 'loud'],
    ['TWINWHEEL_TRUST_PROXY', 'maybe'],
    ['TWINWHEEL_WORLD_SPEED', '-1'],
    ['TWINWHEEL_WORLD_RESIDENTS', 'many'],
    ['TWINWHEEL_ADMIN_PASSWORD', 'short'],
    ['TWINWHEEL_PORT', '80'],
  ])('%s=%s is one fault, said once and in Chinese', (path, value) => {
    expect(faultsOf({ [path]: value })).toEqual([{ path, message: expect.stringMatching(/[\u4e00-\u9fff]/) }]);
  });

  test('tells all faults at once, and never the values', () => {
    const faults = faultsOf({ PORT: 'x', LOG_LEVEL: 'y', TWINWHEEL_ADMIN_PASSWORD: 'hunter2' });
    expect(faults.map((fault) => fault.path).toSorted()).toEqual(['LOG_LEVEL', 'PORT', 'TWINWHEEL_ADMIN_PASSWORD']);
    try {
      readConfig({ TWINWHEEL_ADMIN_PASSWORD: 'hunter2', PORT: 'x' });
    } catch (error) {
      expect((error as Error).message).toMatch(/^配置有误：\n {2}PORT：.+\n {2}TWINWHEEL_ADMIN_PASSWORD：.+$/);
      expect((error as Error).message).not.toContain('hunter2');
    }
  });

  test('production needs an https address, and a whole first administrator or none', () => {
    expect(faultsOf({ TWINWHEEL_MODE: 'production' }).map((fault) => fault.path)).toEqual(['TWINWHEEL_PUBLIC_URL']);
    expect(faultsOf({ ...secure, TWINWHEEL_PUBLIC_URL: 'http://tw.example.com' }).map((fault) => fault.path)).toEqual([
      'TWINWHEEL_PUBLIC_URL',
    ]);
    expect(faultsOf({ ...secure, TWINWHEEL_ADMIN_LOGIN: 'admin' }).map((fault) => fault.path)).toEqual([
      'TWINWHEEL_ADMIN_PASSWORD',
    ]);
    const admin = { TWINWHEEL_ADMIN_LOGIN: 'admin', TWINWHEEL_ADMIN_PASSWORD: 'long enough 1' };
    expect(readConfig({ ...secure, ...admin }).firstAdmin).toEqual({ login: 'admin', password: 'long enough 1' });
  });

  test('keys of the vault are not among it', () => {
    expect(
      JSON.stringify(readConfig({ TWINWHEEL_MASTER_KEY: 'c2VjcmV0', TWINWHEEL_HASH_KEY: 'c2VjcmV0' })),
    ).not.toContain('c2VjcmV0');
  });
});
