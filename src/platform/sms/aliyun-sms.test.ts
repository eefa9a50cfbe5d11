import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ManualClock, SECOND } from '#kernel/time';
import { aliyunSms, type AliyunSettings } from './aliyun-sms.ts';
import type { ShortMessage } from './sms-port.ts';
import { AliyunHouse } from './test-aliyun-house.ts';

const KEY = { id: 'LTAI5tEXAMPLE', secret: 'an-example-of-a-secret' };
const MESSAGE: ShortMessage = {
  phone: '+8613900000001',
  template: 'goods_arrived',
  variables: { title: '商品到了，来提货吧', body: '2 件到自提点了', link: '/my/orders/1' },
  id: 'message-1',
};

let house: AliyunHouse;
let settings: AliyunSettings;
const clock = new ManualClock('2026-06-06T02:00:00Z');

beforeEach(async () => {
  house = new AliyunHouse(KEY);
  settings = {
    key: KEY,
    signName: '双轮焕新',
    templates: {
      goods_arrived: { code: 'SMS_1', variables: ['title'] },
      sign_in: { code: 'SMS_2', variables: ['code'] },
    },
    baseUrl: await house.open(),
    clock,
  };
});
afterEach(() => house.close());

const refusal = (Code: string, status = 200) => ({ status, body: { Code, Message: 'no' } });

describe('a short message', () => {
  test('goes out signed, under its filed template, with the filed variables alone', async () => {
    expect(await aliyunSms(settings).send(MESSAGE)).toEqual({ outcome: 'taken', reference: 'biz-1' });
    expect(house.messages).toEqual([
      {
        PhoneNumbers: '13900000001',
        SignName: '双轮焕新',
        TemplateCode: 'SMS_1',
        TemplateParam: '{"title":"商品到了，来提货吧"}',
        OutId: 'message-1',
      },
    ]);
  });

  test('without a filed template is not asked for', async () => {
    const sms = aliyunSms(settings);
    expect(sms.knows('visit_booked')).toBe(false);
    expect(await sms.send({ ...MESSAGE, template: 'visit_booked' })).toMatchObject({ outcome: 'refused' });
    expect(house.messages).toEqual([]);
  });

  test('that the provider refuses says why in a sentence', async () => {
    house.answers.push(refusal('isv.BUSINESS_LIMIT_CONTROL'), refusal('isv.SOMETHING_NEW'));
    const sms = aliyunSms(settings);
    expect(await sms.send(MESSAGE)).toEqual({ outcome: 'refused', why: '这个号码收得太频繁，短信平台限制了' });
    expect(await sms.send(MESSAGE)).toEqual({ outcome: 'refused', why: '短信平台不接受（isv.SOMETHING_NEW）' });
  });

  test('may be asked for again where surely nothing was sent', async () => {
    house.answers.push(refusal('isv.AMOUNT_NOT_ENOUGH'));
    expect(await aliyunSms(settings).send(MESSAGE)).toEqual({ outcome: 'later', why: '短信余额不足' });
    const stranger = aliyunSms({ ...settings, key: { ...KEY, secret: 'another-secret' } });
    expect(await stranger.send(MESSAGE)).toEqual({ outcome: 'later', why: '短信的访问密钥不对' });
    const gone = new AliyunHouse(KEY);
    const baseUrl = await gone.open();
    await gone.close();
    expect(await aliyunSms({ ...settings, baseUrl }).send(MESSAGE)).toEqual({
      outcome: 'later',
      why: '连不上短信平台',
    });
  });

  test('that may have gone stays unknown', async () => {
    house.answers.push('hangs-up', { status: 500, body: 'no json of theirs' }, refusal('isp.SYSTEM_ERROR'));
    const sms = aliyunSms(settings);
    for (let nth = 0; nth < 3; nth += 1) expect(await sms.send(MESSAGE)).toMatchObject({ outcome: 'unknown' });
  });

  test('waits a moment when the provider is busy', async () => {
    house.answers.push(refusal('Throttling.User', 400));
    const sms = aliyunSms(settings);
    expect(await sms.send(MESSAGE)).toEqual({ outcome: 'later', why: '短信平台忙' });
    expect(await sms.send(MESSAGE)).toEqual({ outcome: 'later', why: '短信平台忙' });
    expect(house.messages).toHaveLength(1);
    clock.advance(3 * SECOND);
    expect(await sms.send(MESSAGE)).toMatchObject({ outcome: 'taken' });
  });
});
