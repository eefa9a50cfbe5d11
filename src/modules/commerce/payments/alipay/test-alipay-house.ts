import { generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RsaPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}
export const makePair = (): RsaPair => generateKeyPairSync('rsa', { modulusLength: 2048 });

interface HouseTrade {
  readonly total: string;
  readonly tradeNo: string;
  readonly notifyUrl: string;
  status: 'WAIT_BUYER_PAY' | 'TRADE_CLOSED' | 'TRADE_SUCCESS' | 'TRADE_FINISHED';
  paidAt: Date | undefined;
  readonly refunds: Map<string, number>;
}

type Params = Record<string, string>;

/** As Alipay's documents say, written down a second time: what is signed are the parameters by name, empty ones left out. */
const contentOf = (params: Params): string =>
  Object.entries(params)
    .filter(([, value]) => value !== '')
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

const fenOf = (yuan: string): number => Math.round(Number(yuan) * 100);

/**
 * For tests: Alipay's side over real HTTP, as its documents say. It checks the signature of every request, signs every
 * answer over the text of its member and every notice over its parameters, and keeps trades and refunds.
 */
export class AlipayHouse {
  readonly trades = new Map<string, HouseTrade>();
  readonly asked: string[] = [];
  /** Answers the next requests with these codes before anything is done. */
  readonly trouble: { code: string; sub_code?: string; lost?: true }[] = [];
  signer: RsaPair;
  lies = false;
  bill: Buffer | undefined;
  readonly #merchant: KeyObject;
  readonly #now: () => Date;
  #server: Server | undefined;
  #numbers = 0;

  constructor(merchant: KeyObject, signer: RsaPair, now: () => Date) {
    this.#merchant = merchant;
    this.signer = signer;
    this.#now = now;
  }

  async open(): Promise<void> {
    const server = createServer((request, response) => {
      void this.#answer(request).then(({ type, body }) => {
        response.writeHead(body === undefined ? 502 : 200, { 'content-type': type }).end(body);
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

  /** Somebody opens the address of the cashier, and pays; no notice goes out yet. */
  async visit(address: string, isPaid = true): Promise<HouseTrade> {
    const answer = await fetch(address);
    if (answer.status !== 200) throw new Error(await answer.text());
    const trade = this.trade(await answer.text());
    if (isPaid) Object.assign(trade, { status: 'TRADE_SUCCESS', paidAt: this.#now() });
    return trade;
  }

  trade(number: string): HouseTrade {
    const trade = this.trades.get(number);
    if (trade === undefined) throw new Error(`nobody opened ${number}`);
    return trade;
  }

  /** The parameters of a notice of a trade, unsigned. */
  notice(number: string, over: Params = {}): Params {
    const trade = this.trade(number);
    this.#numbers += 1;
    return {
      notify_id: `notify${this.#numbers}`,
      notify_time: beijing(this.#now()),
      notify_type: 'trade_status_sync',
      charset: 'utf-8',
      version: '1.0',
      app_id: '2021000000000001',
      seller_id: '2088000000000001',
      out_trade_no: number,
      trade_no: trade.tradeNo,
      trade_status: trade.status,
      total_amount: trade.total,
      // Holds an escape and a plus of its own: decoded twice it would be something else.
      subject: '订单 100%25 + 全款',
      ...(trade.paidAt !== undefined && { gmt_payment: beijing(trade.paidAt) }),
      ...over,
    };
  }

  /** Sends a notice as a form; answers what came back. */
  async send(
    url: string,
    params: Params,
    { key = this.signer, change }: { readonly key?: RsaPair; readonly change?: Params } = {},
  ): Promise<{ readonly status: number; readonly text: string }> {
    const signature = sign('sha256', Buffer.from(contentOf(params)), key.privateKey).toString('base64');
    const form = new URLSearchParams({ ...params, sign_type: 'RSA2', sign: signature, ...change });
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: form.toString(),
    });
    return { status: answer.status, text: await answer.text() };
  }

  async #answer(request: IncomingMessage): Promise<{ type: string; body: string | Buffer | undefined }> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const url = new URL(request.url ?? '', this.url);
    if (url.pathname === '/bill.zip') return { type: 'application/zip', body: this.bill };
    const { sign: signature = '', ...params } = {
      ...Object.fromEntries(url.searchParams),
      ...Object.fromEntries(new URLSearchParams(Buffer.concat(pieces).toString('utf8'))),
    } as Params;
    const method = params['method'] ?? '';
    this.asked.push(method);
    const isMerchant = verify(
      'sha256',
      Buffer.from(contentOf(params)),
      this.#merchant,
      Buffer.from(signature, 'base64'),
    );
    const content = JSON.parse(params['biz_content'] ?? '{}') as Params;
    if (method.endsWith('.pay')) {
      return { type: 'text/plain', body: isMerchant ? this.#begin(content, params['notify_url'] ?? '') : undefined };
    }
    const trouble = this.trouble.shift();
    const done = isMerchant ? undefined : { code: '40002', sub_code: 'isv.invalid-signature' };
    // Lost: it is done, and the answer does not arrive.
    const value = done ?? (trouble?.lost === undefined ? trouble : undefined) ?? this.#act(method, content);
    if (trouble?.lost === true) return { type: 'text/plain', body: undefined };
    const member = JSON.stringify({ msg: '', ...value }).replaceAll('/', '\\/');
    const text = this.lies ? 'something else' : member;
    const signed = sign('sha256', Buffer.from(text), this.signer.privateKey).toString('base64');
    return {
      type: 'application/json',
      body: `{"${method.replaceAll('.', '_')}_response":${member},"sign":"${signed}"}`,
    };
  }

  #begin({ out_trade_no: number = '', total_amount: total = '', time_expire: until = '' }: Params, notifyUrl: string) {
    const isGood = /^[0-9A-Za-z_]{1,64}$/.test(number) && until > beijing(this.#now());
    if (!isGood) return undefined;
    const tradeNo = `2026${String(this.trades.size).padStart(24, '0')}`;
    if (!this.trades.has(number)) {
      const trade = { total, tradeNo, notifyUrl, status: 'WAIT_BUYER_PAY' as const, paidAt: undefined };
      this.trades.set(number, { ...trade, refunds: new Map() });
    }
    return number;
  }

  #act(method: string, content: Params): object {
    const gone = (sub: string): object => ({ code: '40004', sub_code: sub });
    if (method === 'alipay.data.dataservice.bill.downloadurl.query') {
      return this.bill === undefined
        ? gone('isp.bill_not_exist')
        : { code: '10000', bill_download_url: `${this.url}/bill.zip` };
    }
    const number = content['out_trade_no'] ?? '';
    const trade = this.trades.get(number);
    if (trade === undefined) return gone('ACQ.TRADE_NOT_EXIST');
    const open = { code: '10000', out_trade_no: number, trade_no: trade.tradeNo };
    const request = content['out_request_no'] ?? '';
    switch (method) {
      case 'alipay.trade.query': {
        const paid = trade.paidAt === undefined ? {} : { send_pay_date: beijing(trade.paidAt) };
        return { ...open, trade_status: trade.status, total_amount: trade.total, ...paid };
      }
      case 'alipay.trade.close':
        if (trade.paidAt !== undefined) return gone('ACQ.TRADE_STATUS_ERROR');
        trade.status = 'TRADE_CLOSED';
        return open;
      case 'alipay.trade.refund': {
        if (trade.paidAt === undefined) return gone('ACQ.TRADE_STATUS_ERROR');
        const before = trade.refunds.get(request);
        const amount = fenOf(content['refund_amount'] ?? '');
        const taken = [...trade.refunds.values()].reduce((sum, each) => sum + each, 0);
        if (before === undefined && taken + amount > fenOf(trade.total)) return gone('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL');
        trade.refunds.set(request, before ?? amount);
        return { ...open, fund_change: before === undefined ? 'Y' : 'N', refund_fee: String((taken + amount) / 100) };
      }
      default:
        if (!trade.refunds.has(request)) return open;
        return {
          ...open,
          out_request_no: request,
          refund_status: 'REFUND_SUCCESS',
          gmt_refund_pay: beijing(this.#now()),
        };
    }
  }
}

export const beijing = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
