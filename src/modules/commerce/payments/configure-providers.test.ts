import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from '#testing';
import { loadPaymentProviders, PaymentConfigRefused } from './configure-providers.ts';
import { makeCertificate } from './test-certificate.ts';

const NOW = new Date('2026-06-06T02:00:00Z');
const merchant = makeCertificate('4A01', new Date('2020-01-01'), new Date('2031-01-01'));
const over = makeCertificate('4A02', new Date('2020-01-01'), new Date('2021-01-01'));
const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
const alipay = generateKeyPairSync('rsa', { modulusLength: 2048 });
const SECRET = 'an-api-v3-key-of-32-characters-!';

const folder = makeFolder();
const put = async (name: string, text: string | Buffer, mode = 0o600): Promise<void> => {
  await writeFile(join(folder.path, name), text);
  await chmod(join(folder.path, name), mode);
};
const pem = (key: KeyObject): string =>
  key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }) as string;

const WECHAT = {
  mchid: '1900000001',
  appid: 'wx0123456789abcdef',
  privateKeyFile: 'key.pem',
  certificateFile: 'cert.pem',
  apiV3KeyFile: 'v3.key',
};
const ALIPAY = {
  appId: '2021000000000001',
  sellerId: '2088000000000001',
  privateKeyFile: 'alipay.txt',
  publicKeyFiles: ['alipay.pub'],
};

beforeAll(async () => {
  await put('key.pem', pem(merchant.privateKey));
  await put('cert.pem', merchant.pem);
  await put('over.pem', over.pem);
  await put('weak.pem', pem(weak.privateKey));
  await put('v3.key', `${SECRET}\n`);
  await put('short.key', 'short');
  await put('open.key', SECRET, 0o644);
  await put('pub.pem', pem(merchant.publicKey));
  // As Alipay's tool writes it: base64 without its frame.
  await put('alipay.txt', alipay.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'));
  await put('alipay.pub', alipay.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'));
});

afterAll(() => folder.remove());

const load = async (config: unknown) => {
  await put('payments.json', typeof config === 'string' ? config : JSON.stringify(config));
  return loadPaymentProviders(join(folder.path, 'payments.json'), NOW);
};
const refusal = async (config: unknown): Promise<PaymentConfigRefused> => {
  const error = await load(config).catch((caught: unknown) => caught);
  if (!(error instanceof PaymentConfigRefused)) throw new Error('it was taken');
  expect(error.message).not.toContain(SECRET);
  return error;
};
const faults = async (config: unknown): Promise<Record<string, string>> =>
  Object.fromEntries((await refusal(config)).faults.map((fault) => [fault.path, fault.message]));

describe('the configuration of payments', () => {
  it('sets up what it names, WeChat Pay first', async () => {
    const providers = await load({ alipay: ALIPAY, wechat: { ...WECHAT, serial: '4a01' } });
    expect(providers.map((provider) => provider.code)).toEqual(['wechat', 'alipay']);
    expect(await load({})).toEqual([]);
  });

  it('says what is missing or wrong, all at once', async () => {
    expect(await faults({ wechat: {}, alipay: { ...ALIPAY, sellerId: '1' }, paypal: {} })).toMatchObject({
      'wechat.mchid': '请填商户号',
      'wechat.appid': '请填 AppID',
      'wechat.apiV3KeyFile': '请填文件名',
      'alipay.sellerId': expect.stringContaining('2088'),
    });
    expect(await faults({ wechat: { ...WECHAT, secret: 'x' } })).toEqual({ wechat: '没有这些配置项：secret' });
    expect((await refusal('{')).message).toContain('JSON');
    await expect(loadPaymentProviders(join(folder.path, 'nowhere.json'), NOW)).rejects.toThrow('读不到文件');
  });

  it('checks that keys belong together, are strong, and are not over', async () => {
    expect(await faults({ wechat: { ...WECHAT, privateKeyFile: 'weak.pem', apiV3KeyFile: 'short.key' } })).toEqual({
      'wechat.privateKeyFile': expect.stringContaining('2048'),
      'wechat.apiV3KeyFile': expect.stringContaining('现在是 5 个'),
    });
    expect(await faults({ wechat: { ...WECHAT, certificateFile: 'over.pem', serial: '4A01' } })).toEqual({
      'wechat.privateKeyFile': '私钥和证书（序列号 4A02）不是一对',
      'wechat.certificateFile': '证书 4A02 已经过期',
      'wechat.serial': '和证书对不上，证书的序列号是 4A02',
    });
    expect(await faults({ wechat: { ...WECHAT, publicKeys: [{ id: 'PUB_KEY_ID_1', file: 'key.pem' }] } })).toEqual({
      'wechat.publicKeys.0.file': 'key.pem 不是公钥',
    });
  });

  it('refuses secrets that others may read, and files that are not there', async () => {
    expect(
      await faults({
        wechat: { ...WECHAT, apiV3KeyFile: 'open.key' },
        alipay: { ...ALIPAY, publicKeyFiles: ['no.pub'] },
      }),
    ).toEqual({
      'wechat.apiV3KeyFile': 'open.key 别人也能读，请先执行 chmod 600',
      'alipay.publicKeyFiles.0': '找不到文件 no.pub',
    });
  });
});
