import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { customerOf, openSession } from '#platform/auth';
import type { Context } from '#platform/context';

/** Somebody who orders: signed in, each phone with an address of its own, as behind a proxy. */
export interface Neighbour {
  readonly token: string;
  readonly ip: string;
}

export async function signInNeighbours(ctx: () => Context, count: number): Promise<Neighbour[]> {
  const neighbours: Neighbour[] = [];
  for (let at = 0; at < count; at += 1) {
    const phone = `138${String(20_000_000 + at)}`;
    const { token } = await ctx().transaction(async (tx) =>
      openSession(ctx(), tx, await customerOf(ctx(), tx, phone), 'bench', 'code'),
    );
    neighbours.push({ token, ip: `10.1.${at >> 8}.${at & 255}` });
  }
  return neighbours;
}

/** The shop over HTTP, as neighbours reach it. */
export class Shop {
  readonly #url: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 32 });
  constructor(url: string) {
    this.#url = url;
  }

  /** Orders one thing in a group buy; answers the token of the cashier at which it is paid. */
  async order(
    who: Neighbour,
    asked: {
      readonly groupBuyId: string;
      readonly skuId: string;
      readonly quantity: number;
      readonly totalFen: number;
    },
  ): Promise<string> {
    const body = {
      channel: 'group_buy',
      groupBuyId: asked.groupBuyId,
      lines: [{ skuId: asked.skuId, quantity: asked.quantity }],
      seenTotalFen: asked.totalFen,
    };
    const session = { cookie: `tw_session=${who.token}`, 'idempotency-key': randomUUID() };
    const text = await this.#post('/api/commerce/own/orders', body, who, session);
    const { payment } = JSON.parse(text) as { payment: { cashierUrl: string } };
    return payment.cashierUrl.split('/').at(-1) ?? '';
  }

  /** Pays at the sandbox's cashier, which sends its signed notice before it answers. */
  async pay(who: Neighbour, token: string): Promise<void> {
    await this.#post(`/api/commerce/sandbox/cashier/${token}/pay`, { behaviour: 'normal' }, who);
  }

  #post(path: string, asked: object, who: Neighbour, headers: Record<string, string> = {}): Promise<string> {
    const body = JSON.stringify(asked);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const sent = request(this.#url + path, {
      method: 'POST',
      agent: this.#agent,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-forwarded-for': who.ip,
        ...headers,
      },
    });
    sent.once('error', reject);
    sent.once('response', (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.once('error', reject);
      answer.once('end', () => {
        const text = Buffer.concat(pieces).toString('utf8');
        if (answer.statusCode === 200) resolve(text);
        else reject(new Error(`${path}: ${answer.statusCode} ${text.slice(0, 500)}`));
      });
    });
    sent.end(body);
    return promise;
  }
}
