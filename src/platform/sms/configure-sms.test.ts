import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '#kernel/time';
import { makeFolder } from '#testing';
import { loadSms, SmsConfigRefused } from './configure-sms.ts';
import { AliyunHouse } from './test-aliyun-house.ts';

const KEY = { id: 'LTAI5tEXAMPLE', secret: 'a-secret-that-nobody-may-read' };
const MESSAGES = ['goods_arrived', 'visit_booked'];
const clock = new ManualClock('2026-06-05T17:20:00Z');
const folder = makeFolder();
const path = join(folder.path, 'sms.json');
const house = new AliyunHouse(KEY);
const put = async (name: string, text: string, mode = 0o600): Promise<void> => {
  await writeFile(join(folder.path, name), text);
  await chmod(join(folder.path, name), mode);
};
let baseUrl = '';

beforeAll(async () => {
  baseUrl = await house.open();
  await put('aliyun.key', `${KEY.secret}\n`);
  await put('open.key', KEY.secret, 0o644);
});
afterAll(async () => {
  await house.close();
  folder.remove();
});

const good = () => ({
  provider: 'aliyun',
  accessKeyId: KEY.id,
  accessKeySecretFile: 'aliyun.key',
  signName: '双轮焕新',
  baseUrl,
  templates: {
    sign_in: { code: 'SMS_1', variables: ['code'] },
    proof: { code: 'SMS_2', variables: ['code', 'about'] },
    goods_arrived: { code: 'SMS_3' },
  },
});
const load = async (config: unknown) => {
  await put('sms.json', typeof config === 'string' ? config : JSON.stringify(config));
  return loadSms(path, MESSAGES, clock);
};
const faults = async (config: unknown): Promise<Record<string, string>> => {
  const error: unknown = await load(config).catch((caught: unknown) => caught);
  if (!(error instanceof SmsConfigRefused)) throw new Error('it was taken');
  expect(error.message).not.toContain(KEY.secret);
  return Object.fromEntries(error.faults.map((fault) => [fault.path, fault.message]));
};

describe('the configuration of short messages', () => {
  it('sets up a provider that the house believes', async () => {
    const sms = await load(good());
    expect([sms.name, sms.knows('goods_arrived'), sms.knows('visit_booked')]).toEqual(['阿里云短信', true, false]);
    const answer = await sms.send({ phone: '13900000001', template: 'goods_arrived', variables: {}, id: '1' });
    expect(answer).toMatchObject({ outcome: 'taken' });
    expect(house.messages[0]).not.toHaveProperty('TemplateParam');
  });

  it('names every fault at once, and never the secret', async () => {
    expect(
      await faults({
        ...good(),
        provider: 'pigeons',
        signName: '【双轮】',
        accessKeySecretFile: 'open.key',
        retries: 3,
      }),
    ).toEqual({
      [path]: '没有这些配置项：retries',
      provider: '目前只支持 aliyun',
      signName: '短信签名 2 到 20 个字，不带【】和空格',
      accessKeySecretFile: 'open.key 别人也能读，请先执行 chmod 600',
    });
    expect(await faults('{')).toEqual({ [path]: '不是有效的 JSON' });
    for (const address of ['http://sms.example.com', 'https://sms.example.com/sms', 'https://a:b@sms.example.com']) {
      expect(await faults({ ...good(), baseUrl: address })).toHaveProperty('baseUrl');
    }
  });

  it('refuses words that nobody fills, and to go without codes', async () => {
    expect(
      await faults({
        ...good(),
        templates: {
          sign_in: { code: 'SMS_1' },
          goods_arrivd: { code: 'SMS_3' },
          visit_booked: { code: 'SMS_4', variables: ['code'] },
        },
      }),
    ).toEqual({
      'templates.sign_in': '必须填写，变量里要有 code（登录和确认本人用的验证码）',
      'templates.proof': '必须填写，变量里要有 code（登录和确认本人用的验证码）',
      'templates.goods_arrivd': '没有这种短信，可以填的有：sign_in、proof、goods_arrived、visit_booked',
      'templates.visit_booked.variables': '这种短信没有变量 code，只有 title、body、link',
    });
  });
});
