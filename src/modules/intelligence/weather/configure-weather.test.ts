import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '#kernel/time';
import { makeFolder } from '#testing';
import { loadWeatherProvider, WeatherConfigRefused } from './configure-weather.ts';
import { WeatherHouse } from './test-weather-house.ts';

const SECRET = 'a-key-that-nobody-may-read';
const clock = new ManualClock('2026-06-05T17:20:00Z');
const folder = makeFolder();
const house = new WeatherHouse();
const put = async (name: string, text: string, mode = 0o600): Promise<void> => {
  await writeFile(join(folder.path, name), text);
  await chmod(join(folder.path, name), mode);
};
const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }) as string;

beforeAll(async () => {
  await house.open();
  await put('weather.key', `${SECRET}\n`);
  await put('open.key', SECRET, 0o644);
  await put('two.key', `${SECRET} ${SECRET}`);
  await put('ed25519.pem', pem(generateKeyPairSync('ed25519').privateKey));
  await put('rsa.pem', pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey));
});
afterAll(async () => {
  await house.close();
  folder.remove();
});

const load = async (config: unknown) => {
  await put('weather.json', typeof config === 'string' ? config : JSON.stringify(config));
  return loadWeatherProvider(join(folder.path, 'weather.json'), clock);
};
const faults = async (config: unknown): Promise<Record<string, string>> => {
  const error: unknown = await load(config).catch((caught: unknown) => caught);
  if (!(error instanceof WeatherConfigRefused)) throw new Error('it was taken');
  expect(error.message).not.toContain(SECRET);
  return Object.fromEntries(error.faults.map((fault) => [fault.path, fault.message]));
};

const QWEATHER = { provider: 'qweather', host: 'abc1234xyz.def.qweatherapi.com' };
const SIGNING = { keyId: 'ABCDE12345', projectId: 'FGHIJ67890', privateKeyFile: 'ed25519.pem' };

describe('the configuration of weather', () => {
  it('sets up Open-Meteo, at an address of ones own and with a key', async () => {
    expect((await load({ provider: 'open-meteo' })).name).toBe('open-meteo');
    house.answer({ fixture: 'open-meteo-daily' });
    const provider = await load({ provider: 'open-meteo', baseUrl: `${house.url}/`, apiKeyFile: 'weather.key' });
    expect(await provider.daily({ lng: 120.62, lat: 31.3 }, 8, new AbortController().signal)).toHaveLength(10);
    expect(house.address.pathname).toBe('/v1/forecast');
    expect(house.address.searchParams.get('apikey')).toBe(SECRET);
  });

  it('sets up QWeather with a key that signs, or with one that is shown', async () => {
    expect((await load({ ...QWEATHER, ...SIGNING })).name).toBe('qweather');
    expect((await load({ ...QWEATHER, apiKeyFile: 'weather.key' })).name).toBe('qweather');
  });

  it('says which field is missing or wrong', async () => {
    expect(await faults({ provider: 'weather.com' })).toEqual({ provider: '请填 open-meteo 或 qweather' });
    expect(await faults({})).toEqual({ provider: '请填 open-meteo 或 qweather' });
    expect(await faults({ provider: 'open-meteo', baseUrl: 'ftp://x', host: 'y' })).toMatchObject({
      baseUrl: expect.stringContaining('http'),
      [join(folder.path, 'weather.json')]: '没有这些配置项：host',
    });
    expect(await faults({ ...QWEATHER, host: 'https://x.qweatherapi.com' })).toEqual({
      host: expect.stringContaining('API Host'),
    });
    expect(await faults({ ...QWEATHER, keyId: 'ABCDE12345' })).toEqual({
      projectId: '请填写；用密钥的话改填 apiKeyFile',
      privateKeyFile: '请填写；用密钥的话改填 apiKeyFile',
    });
    expect(await faults({ ...QWEATHER, keyId: 'ABCDE12345', apiKeyFile: 'weather.key' })).toEqual({
      keyId: '和 apiKeyFile 只能选一种：签名或密钥',
    });
    expect(Object.values(await faults('{'))).toEqual(['不是有效的 JSON']);
    await expect(loadWeatherProvider(join(folder.path, 'nowhere.json'), clock)).rejects.toThrow('读不到文件');
  });

  it('refuses secrets that others may read, that are not there, or are something else', async () => {
    const missing = await faults({ provider: 'open-meteo', apiKeyFile: 'no.key' });
    expect(missing).toEqual({ apiKeyFile: '找不到文件 no.key' });
    expect(await faults({ ...QWEATHER, apiKeyFile: 'open.key' })).toEqual({
      apiKeyFile: 'open.key 别人也能读，请先执行 chmod 600',
    });
    expect(await faults({ ...QWEATHER, apiKeyFile: 'two.key' })).toEqual({
      apiKeyFile: 'two.key 不像是密钥，里面只能有密钥这一行',
    });
    for (const privateKeyFile of ['rsa.pem', 'weather.key']) {
      expect(await faults({ ...QWEATHER, ...SIGNING, privateKeyFile })).toEqual({
        privateKeyFile: `${privateKeyFile} 不是 Ed25519 私钥`,
      });
    }
  });
});
