import { X509Certificate } from 'node:crypto';
import type { z } from 'zod';
import { SECOND } from '#kernel/time';
import type { Context } from '#platform/context';
import { ProviderUnavailable, RefusedByProvider } from '../payment-port.ts';
import { askOverHttp, downloadOverHttp, jsonOf, shapedAs, type ProviderAnswer } from '../provider-answer.ts';
import { isPublicKeyId, PlatformKeys, type PlatformKey } from './platform-keys.ts';
import { certificates, failure } from './wechat-shapes.ts';
import { authorization, isSigned, unseal, type Merchant, type SaidOfSignature } from './wechat-signature.ts';

export const CODE = 'wechat';

/** What is needed to ask WeChat Pay and to believe it. */
export interface WechatSettings {
  readonly merchant: Merchant;
  /** When the merchant's certificate ends. */
  readonly merchantEndsAt: Date;
  readonly appid: string;
  readonly apiV3Key: Uint8Array;
  /** Of the public-key mode; empty where WeChat signs with platform certificates. */
  readonly publicKeys: readonly PlatformKey[];
  /** `https://api.mch.weixin.qq.com`, without a trailing slash. */
  readonly baseUrl: string;
}

/** After it was told that it asks too often it lets this long pass. */
const REST_MS = 10 * SECOND;

/**
 * Answers of a kind that is worth asking again: our keys are not accepted (nothing was done, and a person mends it), too
 * often, or the trouble is theirs (pay.weixin.qq.com/doc/v3/merchant/4012365345, 错误码).
 */
const AGAIN = new Set([
  'SIGN_ERROR',
  'SYSTEM_ERROR',
  'SYSTEMERROR',
  'BIZERR_NEED_RETRY',
  'FREQUENCY_LIMITED',
  // The bill of the day is being written.
  'STATEMENT_CREATING',
]);

/** Signs what is asked of WeChat Pay v3 and verifies what it answers. */
export class WechatClient {
  readonly settings: WechatSettings;
  readonly keys: PlatformKeys;
  #restUntil = -Infinity;

  constructor(settings: WechatSettings) {
    this.settings = settings;
    this.keys = new PlatformKeys(settings.publicKeys, (ctx) =>
      this.#certificates(ctx).catch((error: unknown) => {
        // A merchant of the public-key mode has no certificates: that is an answer.
        if (error instanceof RefusedByProvider) return [];
        throw error;
      }),
    );
  }

  /**
   * The answer to a request, in the shape asked for. Throws RefusedByProvider with WeChat's code where asking again is
   * of no use, else ProviderUnavailable; so too for an answer whose signature does not hold.
   */
  async ask<T extends z.ZodType>(
    ctx: Context,
    asked: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: unknown },
    shape: T,
  ): Promise<z.output<T>> {
    const answer = await this.#send(ctx, asked);
    await this.#believe(ctx, answer);
    if (answer.status < 300) return shapedAs(CODE, shape, jsonOf(answer.raw.toString('utf8') || '{}'));
    throw this.#refusalOf(ctx, answer);
  }

  /** A file that an answer named; only where it lies with WeChat itself, since the request is signed. */
  download(ctx: Context, url: string): AsyncGenerator<Uint8Array> {
    const { origin, pathname, search } = new URL(url);
    if (origin !== new URL(this.settings.baseUrl).origin) throw new ProviderUnavailable(CODE, 'download-elsewhere');
    return downloadOverHttp(CODE, url, this.#headers(ctx, { method: 'GET', path: pathname + search, body: '' }));
  }

  async #send(
    ctx: Context,
    { method, path, body }: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: unknown },
  ): Promise<ProviderAnswer> {
    const rest = this.#restUntil - ctx.clock.now().getTime();
    if (rest > 0) throw new ProviderUnavailable(CODE, 'resting', Math.ceil(rest / SECOND));
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers = this.#headers(ctx, { method, path, body: text });
    return askOverHttp(CODE, this.settings.baseUrl + path, { method, headers, ...(text !== '' && { body: text }) });
  }

  #headers(ctx: Context, asked: { method: string; path: string; body: string }): Record<string, string> {
    const [publicKey] = this.settings.publicKeys;
    return {
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': 'Twinwheel/1.0',
      authorization: authorization(this.settings.merchant, asked, madeNow(ctx)),
      // In the public-key mode it says with which key the answer is to be signed.
      ...(publicKey !== undefined && { 'wechatpay-serial': publicKey.serial }),
    };
  }

  /**
   * Believes an answer only with a signature that holds. Gateways refuse what they do not let in without one (401, 429):
   * such a refusal is taken as said over TLS, but for a signature that is there and wrong.
   */
  async #believe(ctx: Context, { status, headers, raw }: ProviderAnswer): Promise<void> {
    const said = saidOf((name) => headers.get(name));
    if (status >= 300 && said.signature === '') return;
    const key = await this.keys.find(ctx, said.serial);
    if (key === undefined || !isSigned(key, said, raw)) throw new ProviderUnavailable(CODE, 'answer-signature');
  }

  #refusalOf(ctx: Context, { status, raw }: ProviderAnswer): Error {
    const told = failure.safeParse(jsonOf(raw.toString('utf8')));
    const code = told.success ? told.data.code : `HTTP-${status}`;
    if (status === 429) {
      this.#restUntil = ctx.clock.now().getTime() + REST_MS;
      return new ProviderUnavailable(CODE, code, REST_MS / SECOND);
    }
    const final = told.success && status >= 400 && status < 500 && status !== 401 && !AGAIN.has(code);
    return final ? new RefusedByProvider(code) : new ProviderUnavailable(CODE, code);
  }

  /**
   * The platform certificates. Their answer is signed with one of them: it is opened with the APIv3 key, which proves
   * where it comes from, and then the signature is checked (下载平台证书).
   */
  async #certificates(ctx: Context): Promise<PlatformKey[]> {
    const answer = await this.#send(ctx, { method: 'GET', path: '/v3/certificates' });
    if (answer.status !== 200) throw this.#refusalOf(ctx, answer);
    const { data } = shapedAs(CODE, certificates, jsonOf(answer.raw.toString('utf8')));
    const keys = data.map(({ serial_no: serial, expire_time: endsAt, encrypt_certificate: sealed }): PlatformKey => {
      const pem = unseal(this.settings.apiV3Key, sealed);
      if (pem === undefined) throw new ProviderUnavailable(CODE, 'certificate-sealed');
      return { serial, endsAt, publicKey: new X509Certificate(pem).publicKey };
    });
    const said = saidOf((name) => answer.headers.get(name));
    const signer = [...keys, ...this.settings.publicKeys].find((key) => key.serial === said.serial);
    if (signer === undefined || !isSigned(signer.publicKey, said, answer.raw)) {
      throw new ProviderUnavailable(CODE, 'answer-signature');
    }
    return keys.filter((key) => !isPublicKeyId(key.serial));
  }
}

/** What the headers of an answer or a notice say; empty where they are not there. */
export const saidOf = (header: (name: string) => string | null | undefined): SaidOfSignature => ({
  serial: (header('wechatpay-serial') ?? '').slice(0, 64),
  timestamp: header('wechatpay-timestamp') ?? '',
  nonce: header('wechatpay-nonce') ?? '',
  signature: header('wechatpay-signature') ?? '',
});

/** Time in seconds and a nonce of 32 characters, for a signature that is made now. */
export const madeNow = (ctx: Context): { readonly timestamp: string; readonly nonce: string } => ({
  timestamp: String(Math.floor(ctx.clock.now().getTime() / SECOND)),
  nonce: Buffer.from(ctx.random.bytes(16)).toString('hex'),
});
