import { createCipheriv, createHash, sign, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { AddressInfo } from 'node:net';
import type { TestCertificate } from '../test-certificate.ts';
import { WechatClient } from './wechat-client.ts';
import { HOUSE_ROUTES, HouseRefusal, type HouseAnswer } from './test-wechat-routes.ts';

/** A key with which the house signs: of a platform certificate, or a public key under its id. */
export interface HouseKey {
  readonly serial: string;
  readonly certificate: TestCertificate;
}

export interface HouseTrade {
  readonly way: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly total: number;
  readonly notifyUrl: string;
  state: 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED' | 'USERPAYING';
  transactionId: string;
  paid: { total: number; currency: string };
  paidAt: Date | undefined;
}

export interface HouseRefund {
  readonly paymentNumber: string;
  readonly refundNumber: string;
  readonly amount: number;
  readonly notifyUrl: string;
  state: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL';
}

export interface HouseOptions {
  readonly mchid: string;
  readonly appid: string;
  readonly apiV3Key: string;
  readonly merchant: TestCertificate;
  readonly now: () => Date;
}

/** How a notice is sent; truly, unless something is said. */
export interface Sending {
  readonly key?: HouseKey;
  readonly at?: Date;
  readonly signature?: string;
  readonly serial?: string;
  /** Changed after it was signed. */
  readonly body?: (body: string) => string;
}

/**
 * For tests: WeChat Pay's side over real HTTP, as its documents say. It checks the signature of every request, signs
 * every answer and notice with the key in use, seals resources under the APIv3 key, and keeps trades and refunds.
 */
export class WechatHouse {
  readonly options: HouseOptions;
  readonly certificates: HouseKey[];
  readonly trades = new Map<string, HouseTrade>();
  readonly refunds = new Map<string, HouseRefund>();
  /** Every request as `METHOD path`. */
  readonly asked: string[] = [];
  /** Signs what goes out. */
  signer: HouseKey;
  /** Answers the next requests with these, in their order, before anything is done. */
  readonly trouble: HouseAnswer[] = [];
  /** Answers are signed wrongly. */
  lies = false;
  bill: string | undefined;
  #server: Server | undefined;
  #numbers = 0;

  constructor(options: HouseOptions, certificates: readonly HouseKey[]) {
    this.options = options;
    this.certificates = [...certificates];
    this.signer = certificates[0] as HouseKey;
  }

  async open(): Promise<void> {
    const server = createServer((request, response) => {
      void this.#answer(request).then(({ status, body, headers, unsigned }) => {
        const bytes =
          body instanceof Uint8Array ? Buffer.from(body) : Buffer.from(body === undefined ? '' : JSON.stringify(body));
        response.writeHead(status, { ...(unsigned !== true && this.#signed(bytes)), ...headers }).end(bytes);
      });
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }
  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }
  get url(): string {
    const at = this.#server?.address() as AddressInfo | undefined;
    return `http://127.0.0.1:${at?.port}`;
  }

  /** A merchant who asks this house; with other settings where said. */
  merchantClient(over: Partial<WechatClient['settings']> = {}): WechatClient {
    const { mchid, appid, apiV3Key, merchant } = this.options;
    return new WechatClient({
      merchant: { mchid, serial: merchant.serial, privateKey: merchant.privateKey },
      merchantEndsAt: merchant.endsAt,
      appid,
      apiV3Key: Buffer.from(apiV3Key),
      publicKeys: [],
      baseUrl: this.url,
      ...over,
    });
  }

  /** A number that was never given before. */
  next(prefix: string): string {
    this.#numbers += 1;
    return `${prefix}${String(this.#numbers).padStart(20, '0')}`;
  }

  trade(paymentNumber: string): HouseTrade {
    const trade = this.trades.get(paymentNumber);
    if (trade === undefined) throw new Error(`nobody placed ${paymentNumber}`);
    return trade;
  }

  /** Somebody pays; no notice goes out yet. */
  pay(paymentNumber: string, paid: Partial<HouseTrade['paid']> = {}): HouseTrade {
    const trade = this.trade(paymentNumber);
    Object.assign(trade, {
      state: 'SUCCESS',
      transactionId: this.next('42'),
      paid: { total: trade.total, currency: 'CNY', ...paid },
      paidAt: this.options.now(),
    });
    return trade;
  }

  transactionOf(paymentNumber: string): Record<string, unknown> {
    const { mchid, appid } = this.options;
    const { state, transactionId, paidAt, paid, way } = this.trade(paymentNumber);
    const open = { appid, mchid, out_trade_no: paymentNumber, trade_state: state, trade_state_desc: '' };
    if (paidAt === undefined) return open;
    return {
      ...open,
      transaction_id: transactionId,
      trade_type: way.toUpperCase(),
      success_time: beijing(paidAt),
      payer: { openid: 'oPayer' },
      amount: { total: paid.total, payer_total: paid.total, currency: paid.currency, payer_currency: 'CNY' },
    };
  }

  /** The body of a notice that a payment succeeded; the same id is told with every sending of it. */
  paymentNotice(paymentNumber: string, over: Record<string, unknown> = {}): string {
    return this.#notice('TRANSACTION.SUCCESS', 'transaction', { ...this.transactionOf(paymentNumber), ...over });
  }

  refundNotice(refundNumber: string): string {
    const refund = this.refunds.get(refundNumber);
    if (refund === undefined) throw new Error(`nobody asked for ${refundNumber}`);
    const { paymentNumber, amount, state } = refund;
    const total = this.trade(paymentNumber).paid.total;
    return this.#notice(`REFUND.${state}`, 'refund', {
      mchid: this.options.mchid,
      out_trade_no: paymentNumber,
      out_refund_no: refundNumber,
      refund_id: this.next('50'),
      refund_status: state,
      success_time: beijing(this.options.now()),
      amount: { total, refund: amount, payer_total: total, payer_refund: amount },
    });
  }

  #notice(event: string, type: string, resource: unknown): string {
    return JSON.stringify({
      id: this.next('EV'),
      create_time: beijing(this.options.now()),
      resource_type: 'encrypt-resource',
      event_type: event,
      summary: '',
      resource: { original_type: type, algorithm: 'AEAD_AES_256_GCM', ...this.seal(JSON.stringify(resource), type) },
    });
  }

  seal(text: string, associated: string): Record<string, string> {
    const nonce = this.next('').slice(-12);
    const cipher = createCipheriv('aes-256-gcm', this.options.apiV3Key, nonce);
    cipher.setAAD(Buffer.from(associated));
    const bytes = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
    return { ciphertext: bytes.toString('base64'), associated_data: associated, nonce };
  }

  /** Sends a notice; answers the status. */
  async send(url: string, body: string, sending: Sending = {}): Promise<number> {
    const headers = this.#signed(Buffer.from(body), sending);
    const answer = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: sending.body?.(body) ?? body,
    });
    await answer.arrayBuffer();
    return answer.status;
  }

  #signed(
    raw: Buffer,
    { key = this.signer, at = this.options.now(), signature, serial }: Sending = {},
  ): Record<string, string> {
    const timestamp = String(Math.floor(at.getTime() / 1_000));
    const nonce = this.next('nonce');
    const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), raw, Buffer.from('\n')]);
    const made = sign('sha256', this.lies ? Buffer.from('something else') : message, key.certificate.privateKey);
    return {
      'wechatpay-serial': serial ?? key.serial,
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-signature': signature ?? made.toString('base64'),
    };
  }

  async #answer(request: IncomingMessage): Promise<HouseAnswer> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces).toString('utf8');
    const { method = '', url = '' } = request;
    this.asked.push(`${method} ${url}`);
    const trouble = this.trouble.shift();
    if (trouble !== undefined) return trouble;
    if (!this.#isMerchant(request.headers.authorization ?? '', `${method}\n${url}`, body)) {
      return { status: 401, body: { code: 'SIGN_ERROR', message: '签名错误' }, unsigned: true };
    }
    const path = url.split('?')[0] ?? '';
    const found = HOUSE_ROUTES.find((each) => each.method === method && each.path.test(path));
    if (found === undefined) return { status: 404, body: { code: 'RESOURCE_NOT_EXISTS', message: '' } };
    try {
      const number = decodeURIComponent(found.path.exec(path)?.[1] ?? '');
      return found.answer(this, number, body === '' ? {} : JSON.parse(body));
    } catch (error) {
      if (!(error instanceof HouseRefusal)) throw error;
      return { status: error.status, body: { code: error.code, message: '' } };
    }
  }

  /** As WeChat checks who asks: over what was sent, with the merchant's certificate. */
  #isMerchant(said: string, asked: string, body: string): boolean {
    const part = (name: string): string => new RegExp(`[ ,]${name}="([^"]*)"`).exec(said)?.[1] ?? '';
    const { mchid, merchant } = this.options;
    const message = `${asked}\n${part('timestamp')}\n${part('nonce_str')}\n${body}\n`;
    return (
      said.startsWith('WECHATPAY2-SHA256-RSA2048 ') &&
      part('mchid') === mchid &&
      part('serial_no') === merchant.serial &&
      verify('sha256', Buffer.from(message), merchant.publicKey, Buffer.from(part('signature'), 'base64'))
    );
  }

  /** The bill as it is downloaded, and what it hashes to when it is unpacked. */
  get packedBill(): { readonly bytes: Buffer; readonly sha1: string } {
    const text = this.bill ?? '';
    return { bytes: gzipSync(text), sha1: createHash('sha1').update(text).digest('hex') };
  }
}

export const beijing = (at: Date): string =>
  `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
