import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signedHeaders, type AccessKey } from './aliyun-signature.ts';

/** What the house answers: a status and a body, or nothing at all. */
export type HouseAnswer = { readonly status: number; readonly body: unknown } | 'hangs-up';

/**
 * For tests: Alibaba Cloud's side of SendSms over real HTTP, as its documents say. It refuses what is not signed by the
 * key, remembers every message, and answers OK unless something else was put in line.
 */
export class AliyunHouse {
  readonly messages: Record<string, string>[] = [];
  /** What comes instead of OK, one for each request. */
  readonly answers: HouseAnswer[] = [];
  readonly #key: AccessKey;
  readonly #server: Server;

  constructor(key: AccessKey) {
    this.#key = key;
    this.#server = createServer((request, response) => {
      const answer = this.#answer(request);
      if (answer === 'hangs-up') {
        request.socket.destroy();
        return;
      }
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage): HouseAnswer {
    const query = Object.fromEntries(new URL(request.url ?? '', 'http://house').searchParams);
    if (!this.#isSigned(request, query)) {
      return { status: 400, body: { Code: 'SignatureDoesNotMatch', Message: 'Specified signature is not matched' } };
    }
    const answer = this.answers.shift() ?? {
      status: 200,
      body: { Code: 'OK', Message: 'OK', BizId: `biz-${this.messages.length + 1}`, RequestId: 'request' },
    };
    this.messages.push(query);
    return answer;
  }

  #isSigned({ method, headers }: IncomingMessage, query: Record<string, string>): boolean {
    const said = (name: string): string => String(headers[name] ?? '');
    const { authorization } = signedHeaders(this.#key, {
      host: said('host'),
      action: said('x-acs-action'),
      version: said('x-acs-version'),
      date: said('x-acs-date'),
      nonce: said('x-acs-signature-nonce'),
      query,
    });
    const isSendSms = said('x-acs-action') === 'SendSms' && said('x-acs-version') === '2017-05-25';
    return method === 'POST' && isSendSms && headers.authorization === authorization;
  }
}
