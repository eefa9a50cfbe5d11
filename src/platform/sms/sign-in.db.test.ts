import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '#kernel/time';
import { useServer } from '#testing';
import { createLog } from '../telemetry/index.ts';
import { aliyunSms } from './aliyun-sms.ts';
import { smsCodes } from './sms-codes.ts';
import { AliyunHouse } from './test-aliyun-house.ts';

const KEY = { id: 'LTAI5tEXAMPLE', secret: 'an-example-of-a-secret' };
const house = new AliyunHouse(KEY);
const sms = aliyunSms({
  key: KEY,
  signName: '双轮焕新',
  templates: {
    sign_in: { code: 'SMS_1', variables: ['code'] },
    proof: { code: 'SMS_2', variables: ['code', 'about'] },
  },
  baseUrl: await house.open(),
  clock: systemClock,
});
const log = createLog('silent');
const server = useServer({ mode: 'production', modules: [], log, phones: { sms, codes: smsCodes(sms, log) } });
afterAll(() => house.close());

/** The code that came to a phone. */
const arrived = async (phone: string): Promise<string> => {
  const mine = () => house.messages.find((message) => message['PhoneNumbers'] === phone);
  await expect.poll(mine).toBeDefined();
  return (JSON.parse(mine()?.['TemplateParam'] ?? '{}') as { code: string }).code;
};

describe('in production', () => {
  test('whoever is new signs in with the code that came to the phone', async () => {
    const phone = '13700000101';
    const asked = await server.anonymous.post('/api/auth/codes', { phone, as: 'customer' });
    expect([asked.status, asked.body]).toEqual([
      200,
      { sentTo: '137****0101', expiresInSeconds: 300, retryAfterSeconds: 60, sandbox: false },
    ]);
    const code = await arrived(phone);
    const wrong = await server.anonymous.post('/api/auth/sign-in-with-code', { phone, code: '000000' });
    const right = await server.anonymous.post('/api/auth/sign-in-with-code', { phone, code });
    expect([wrong.status, right.status]).toEqual([401, 200]);
    expect(house.messages).toMatchObject([{ TemplateCode: 'SMS_1', SignName: '双轮焕新' }]);
  });

  test('the answer is the same when the channel refuses, and at the workbench for whom nobody knows', async () => {
    house.answers.push({ status: 200, body: { Code: 'isv.AMOUNT_NOT_ENOUGH' } });
    const refused = await server.anonymous.post('/api/auth/codes', { phone: '13700000102', as: 'customer' });
    const unknown = await server.anonymous.post('/api/auth/codes', { phone: '13700000103' });
    expect([refused.status, unknown.status]).toEqual([200, 200]);
    await arrived('13700000102');
    expect(house.messages.map((message) => message['PhoneNumbers'])).not.toContain('13700000103');
  });
});
