import { createDecipheriv, sign, verify, type KeyObject } from 'node:crypto';

/** The scheme of requests: SHA256 with RSA of PKCS #1 v1.5, 2048 bits. */
export const SCHEME = 'WECHATPAY2-SHA256-RSA2048';

/** Signatures that begin so are probes: WeChat sends them to see that they are refused. */
const PROBE = 'WECHATPAY/SIGNTEST/';

/** Who asks: the merchant, with the key whose certificate has this serial. */
export interface Merchant {
  readonly mchid: string;
  readonly serial: string;
  readonly privateKey: KeyObject;
}

const signed = (lines: readonly string[], privateKey: KeyObject): string =>
  sign('sha256', Buffer.from(lines.map((line) => `${line}\n`).join('')), privateKey).toString('base64');

/**
 * The `Authorization` of a request: method, path with query, time in seconds, nonce and body, a line each
 * (pay.weixin.qq.com/doc/v3/merchant/4012365336, 签名生成).
 */
export function authorization(
  merchant: Merchant,
  asked: { readonly method: string; readonly path: string; readonly body: string },
  made: { readonly timestamp: string; readonly nonce: string },
): string {
  const { timestamp, nonce } = made;
  const signature = signed([asked.method, asked.path, timestamp, nonce, asked.body], merchant.privateKey);
  const parts = { mchid: merchant.mchid, nonce_str: nonce, signature, timestamp, serial_no: merchant.serial };
  return `${SCHEME} ${Object.entries(parts)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')}`;
}

/** What the bridge inside WeChat is given to open the cashier of a prepaid order (JSAPI 调起支付). */
export function bridgeParams(
  merchant: Merchant,
  appid: string,
  prepayId: string,
  made: { readonly timestamp: string; readonly nonce: string },
): Record<string, string> {
  const { timestamp, nonce } = made;
  const packed = `prepay_id=${prepayId}`;
  return {
    appId: appid,
    timeStamp: timestamp,
    nonceStr: nonce,
    package: packed,
    signType: 'RSA',
    paySign: signed([appid, timestamp, nonce, packed], merchant.privateKey),
  };
}

/** The four headers of what WeChat sends, answers and notices alike. */
export interface SaidOfSignature {
  readonly serial: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
}

export const isProbe = (said: SaidOfSignature): boolean => said.signature.startsWith(PROBE);

/** Whether the key signed this body, byte for byte, with this time and nonce (签名验证). */
export function isSigned(publicKey: KeyObject, said: SaidOfSignature, raw: Uint8Array): boolean {
  const message = Buffer.concat([Buffer.from(`${said.timestamp}\n${said.nonce}\n`), raw, Buffer.from('\n')]);
  return verify('sha256', message, publicKey, Buffer.from(said.signature, 'base64'));
}

/** What is encrypted under the APIv3 key: AEAD_AES_256_GCM, the tag of 16 bytes behind the text. */
export interface Sealed {
  readonly ciphertext: string;
  readonly nonce: string;
  readonly associated_data?: string | undefined;
}

/** The text of a sealed resource; undefined where it was sealed under another key or changed. */
export function unseal(apiV3Key: Uint8Array, sealed: Sealed): string | undefined {
  const bytes = Buffer.from(sealed.ciphertext, 'base64');
  if (bytes.length < 16) return undefined;
  try {
    const opened = createDecipheriv('aes-256-gcm', apiV3Key, Buffer.from(sealed.nonce));
    opened.setAuthTag(bytes.subarray(-16));
    opened.setAAD(Buffer.from(sealed.associated_data ?? ''));
    return Buffer.concat([opened.update(bytes.subarray(0, -16)), opened.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
