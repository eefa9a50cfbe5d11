import { createHash, X509Certificate } from 'node:crypto';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Fault } from '#kernel/errors';
import { ConfigurationRefused, readConfigFile } from '#platform/config';
import { AlipayClient } from './alipay/alipay-client.ts';
import { alipayProvider } from './alipay/alipay-provider.ts';
import { KeyFiles } from './key-file.ts';
import type { PayerNaming, PaymentProvider } from './payment-port.ts';
import type { PlatformKey } from './wechat/platform-keys.ts';
import { wechatPayer } from './wechat/wechat-payer.ts';
import { WechatClient } from './wechat/wechat-client.ts';
import { wechatProvider } from './wechat/wechat-provider.ts';

/** What is missing or wrong in the configuration of payments, all at once and never a secret. */
export class PaymentConfigRefused extends ConfigurationRefused {
  constructor(faults: readonly Fault[]) {
    super('payment-config-refused', '支付配置有误', faults);
  }
}

const file = z.string('请填文件名').min(1, '请填文件名');
const address = z.url({ protocol: /^https?$/, error: '必须是 http 或 https 地址' });

const wechatConfig = z.strictObject({
  mchid: z.string('请填商户号').regex(/^\d{8,10}$/, '商户号是 8 到 10 位数字'),
  appid: z.string('请填 AppID').regex(/^wx[0-9a-f]{16}$/, 'AppID 是 wx 开头的 18 位'),
  /** apiclient_key.pem and apiclient_cert.pem, as WeChat gives them out. */
  privateKeyFile: file,
  certificateFile: file,
  /** Of the certificate; checked against it when it is said. */
  serial: z.string().optional(),
  /** 32 characters. */
  apiV3KeyFile: file,
  /** Of the public-key mode; without one WeChat's certificates are used. */
  publicKeys: z
    .array(
      z.strictObject({ id: z.string('请填公钥 ID').regex(/^PUB_KEY_ID_\w+$/, '公钥 ID 以 PUB_KEY_ID_ 开头'), file }),
    )
    .max(2, '最多两把公钥')
    .default([]),
  baseUrl: address.default('https://api.mch.weixin.qq.com'),
  /** Of the official account, for paying inside of WeChat: by it WeChat says who looks at the page. */
  appSecretFile: file.optional(),
  openUrl: address.default('https://open.weixin.qq.com'),
  apiUrl: address.default('https://api.weixin.qq.com'),
});

const alipayConfig = z.strictObject({
  appId: z.string('请填应用 AppID').regex(/^\d{16}$/, '应用 AppID 是 16 位数字'),
  sellerId: z.string('请填收款账号').regex(/^2088\d{12}$/, '收款账号是 2088 开头的 16 位数字'),
  privateKeyFile: file,
  /** Alipay's own: two while they are changed. */
  publicKeyFiles: z.array(file, '请填支付宝公钥文件').min(1, '至少要一把支付宝公钥').max(2, '最多两把支付宝公钥'),
  gateway: address.default('https://openapi.alipay.com/gateway.do'),
});

const config = z.strictObject({ wechat: wechatConfig.optional(), alipay: alipayConfig.optional() });

/**
 * The providers that a configuration file sets up, WeChat Pay first. The file is JSON with a part for each; keys lie in
 * files of their own, named from the folder of the configuration, and those that are secret are readable by their owner
 * alone. Throws PaymentConfigRefused with every fault.
 */
export async function loadPaymentProviders(path: string, now: Date): Promise<PaymentProvider[]> {
  const { given, faults } = await readConfigFile(path, 'TWINWHEEL_PAYMENTS', config);
  if (given === undefined) throw new PaymentConfigRefused(faults);
  const { wechat, alipay } = given;
  const files = new KeyFiles(dirname(path));
  const providers = [
    wechat === undefined ? undefined : await loadWechat(files, wechat, now),
    alipay === undefined ? undefined : await loadAlipay(files, alipay),
  ].filter((provider) => provider !== undefined);
  if (files.faults.length > 0) throw new PaymentConfigRefused(files.faults);
  return providers;
}

async function loadWechat(
  files: KeyFiles,
  given: z.output<typeof wechatConfig>,
  now: Date,
): Promise<PaymentProvider | undefined> {
  const privateKey = await files.privateKey('wechat.privateKeyFile', given.privateKeyFile);
  const certificate = await loadCertificate(files, given, now);
  if (privateKey !== undefined && certificate?.checkPrivateKey(privateKey) === false) {
    files.refuse('wechat.privateKeyFile', `私钥和证书（序列号 ${certificate.serialNumber}）不是一对`);
  }
  const apiV3Key = await files.text('wechat.apiV3KeyFile', given.apiV3KeyFile, true);
  if (apiV3Key !== undefined && Buffer.byteLength(apiV3Key) !== 32) {
    files.refuse('wechat.apiV3KeyFile', `APIv3 密钥要正好 32 个字符，现在是 ${Buffer.byteLength(apiV3Key)} 个`);
  }
  const publicKeys: PlatformKey[] = [];
  for (const [at, { id, file: name }] of given.publicKeys.entries()) {
    const publicKey = await files.publicKey(`wechat.publicKeys.${at}.file`, name);
    if (publicKey !== undefined) publicKeys.push({ serial: id, publicKey, endsAt: null });
  }
  if (privateKey === undefined || certificate === undefined || apiV3Key === undefined) return undefined;
  const client = new WechatClient({
    merchant: { mchid: given.mchid, serial: certificate.serialNumber, privateKey },
    merchantEndsAt: new Date(certificate.validTo),
    appid: given.appid,
    apiV3Key: Buffer.from(apiV3Key),
    publicKeys,
    baseUrl: given.baseUrl.replace(/\/+$/, ''),
  });
  return wechatProvider(client, await loadPayer(files, given));
}

async function loadPayer(
  files: KeyFiles,
  { appid, appSecretFile, openUrl, apiUrl }: z.output<typeof wechatConfig>,
): Promise<PayerNaming | undefined> {
  if (appSecretFile === undefined) return undefined;
  const appSecret = await files.text('wechat.appSecretFile', appSecretFile, true);
  if (appSecret === undefined) return undefined;
  if (!/^[0-9a-f]{32}$/.test(appSecret)) {
    files.refuse('wechat.appSecretFile', 'AppSecret 是 32 位小写字母和数字');
  }
  const bare = (url: string): string => url.replace(/\/+$/, '');
  return wechatPayer({ appid, appSecret, openUrl: bare(openUrl), apiUrl: bare(apiUrl) });
}

async function loadCertificate(
  files: KeyFiles,
  { certificateFile: name, serial }: { readonly certificateFile: string; readonly serial?: string | undefined },
  now: Date,
): Promise<X509Certificate | undefined> {
  const path = 'wechat.certificateFile';
  const text = await files.text(path, name, false);
  if (text === undefined) return undefined;
  const certificate = certificateOf(text);
  if (certificate === undefined) return files.refuse(path, `${name} 不是证书`);
  if (new Date(certificate.validTo) <= now) files.refuse(path, `证书 ${certificate.serialNumber} 已经过期`);
  if (serial !== undefined && serial.toUpperCase() !== certificate.serialNumber) {
    files.refuse('wechat.serial', `和证书对不上，证书的序列号是 ${certificate.serialNumber}`);
  }
  return certificate;
}

function certificateOf(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

async function loadAlipay(files: KeyFiles, given: z.output<typeof alipayConfig>): Promise<PaymentProvider | undefined> {
  const privateKey = await files.privateKey('alipay.privateKeyFile', given.privateKeyFile);
  const publicKeys: { serial: string; publicKey: NonNullable<typeof privateKey> }[] = [];
  for (const [at, name] of given.publicKeyFiles.entries()) {
    const publicKey = await files.publicKey(`alipay.publicKeyFiles.${at}`, name);
    if (publicKey === undefined) continue;
    const der = publicKey.export({ type: 'spki', format: 'der' });
    publicKeys.push({ serial: createHash('sha256').update(der).digest('hex').slice(0, 16), publicKey });
  }
  if (privateKey === undefined) return undefined;
  const { appId, sellerId, gateway } = given;
  return alipayProvider(new AlipayClient({ appId, sellerId, privateKey, publicKeys, gateway }));
}
