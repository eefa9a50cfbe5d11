import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '#kernel/time';
import { makeFolder } from '#testing';
import { loadRefining, RefinerConfigRefused } from './configure-refiner.ts';
import { ChatHouse } from './test-chat-house.ts';

const SECRET = 'a-key-that-nobody-may-read';
const clock = new ManualClock('2026-06-05T17:20:00Z');
const folder = makeFolder();
const path = join(folder.path, 'refiner.json');
const house = new ChatHouse();
const put = async (name: string, text: string, mode = 0o600): Promise<void> => {
  await writeFile(join(folder.path, name), text);
  await chmod(join(folder.path, name), mode);
};

beforeAll(async () => {
  await house.open();
  await put('llm.key', `${SECRET}\n`);
  await put('open.key', SECRET, 0o644);
  await put('two.key', `${SECRET} ${SECRET}`);
});
afterAll(async () => {
  await house.close();
  folder.remove();
});

const load = async (config: unknown) => {
  await put('refiner.json', typeof config === 'string' ? config : JSON.stringify(config));
  return loadRefining(path, clock);
};
const faults = async (config: unknown): Promise<Record<string, string>> => {
  const error: unknown = await load(config).catch((caught: unknown) => caught);
  if (!(error instanceof RefinerConfigRefused)) throw new Error('it was taken');
  expect(error.message).not.toContain(SECRET);
  return Object.fromEntries(error.faults.map((fault) => [fault.path, fault.message]));
};

const GOOD = { baseUrl: 'https://llm.example.com/v1', model: 'qwen-plus' };
const HTTPS = expect.stringContaining('必须是 https 地址');

describe('the configuration of the refiner', () => {
  it('names an endpoint and a model; the rest has its usual values', async () => {
    const { refiner, ...limits } = await load(GOOD);
    expect(limits).toEqual({ mostPerDay: 500, leastCertainty: 0.6 });
    expect([refiner.model, refiner.host]).toEqual(['qwen-plus', 'llm.example.com']);
  });

  it('sets up a server on this machine, with a key and limits of ones own', async () => {
    const own = { baseUrl: `${house.url}/`, model: 'Qwen/Qwen3-8B', apiKeyFile: 'llm.key' };
    const { refiner, ...limits } = await load({ ...own, mostPerDay: 20, leastCertainty: 0.5 });
    expect(limits).toEqual({ mostPerDay: 20, leastCertainty: 0.5 });
    house.answer({ says: { items: [{ n: 1, sentiment: 'neutral', topics: [], severity: 0 }] } });
    await refiner.refine(['一'], [], new AbortController().signal);
    expect(house.asked[0]).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: `Bearer ${SECRET}` },
      body: { model: 'Qwen/Qwen3-8B' },
    });
  });

  it('says everything that is missing or wrong at once', async () => {
    expect(await faults({})).toEqual({ baseUrl: expect.stringContaining('请填接口地址'), model: '请填模型名称' });
    const wrong = {
      baseUrl: 'ftp://x',
      model: '',
      apiKeyFile: 'no.key',
      mostPerDay: 0,
      leastCertainty: 2,
      key: SECRET,
    };
    expect(await faults(wrong)).toEqual({
      baseUrl: HTTPS,
      model: expect.stringContaining('模型名称'),
      apiKeyFile: '找不到文件 no.key',
      mostPerDay: '必须是 1 到 100000 之间的整数',
      leastCertainty: '必须是 0 到 1 之间的数',
      [path]: '没有这些配置项：key',
    });
    expect(await faults('{')).toEqual({ [path]: '不是有效的 JSON' });
    expect(await faults('[]')).toEqual({ [path]: '必须是一个 JSON 对象' });
    await expect(loadRefining(join(folder.path, 'nowhere.json'), clock)).rejects.toThrow('读不到文件');
  });

  it('sends words over open lines to nobody but this machine, and keeps secrets out of the address', async () => {
    for (const baseUrl of [
      'http://llm.example.com/v1',
      'http://127.0.0.1.example.com/v1',
      'http://10.0.0.8:8000/v1',
      `https://user:${SECRET}@llm.example.com/v1`,
      `https://llm.example.com/v1?key=${SECRET}`,
    ]) {
      expect(await faults({ ...GOOD, baseUrl })).toEqual({ baseUrl: HTTPS });
    }
    for (const baseUrl of ['http://localhost:11434/v1', 'http://127.0.0.1:8000/v1', 'http://[::1]:8000/v1']) {
      expect((await load({ ...GOOD, baseUrl })).refiner.host).toBe(new URL(baseUrl).host);
    }
  });

  it('refuses keys that others may read, or that are something else', async () => {
    const apiKeyFile = 'open.key 别人也能读，请先执行 chmod 600';
    expect(await faults({ ...GOOD, apiKeyFile: 'open.key' })).toEqual({ apiKeyFile });
    expect(await faults({ ...GOOD, apiKeyFile: 'two.key' })).toEqual({
      apiKeyFile: 'two.key 不像是密钥，里面只能有密钥这一行',
    });
  });
});
