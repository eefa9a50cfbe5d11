import type { PlacedOrder } from '#modules/commerce/contract';
import type { Buyer, Habits } from './buyer.ts';
import type { Sale } from './sale.ts';

/** An order that its buyer was told of, and what they were told afterwards. */
export interface Bought {
  readonly buyer: Buyer;
  readonly order: PlacedOrder;
  /** When the request was sent that was answered, in milliseconds of this machine. */
  readonly sentAt: number;
  told: 'nothing' | 'paid' | 'cancelled';
  /** A payment was begun whose end the buyer did not hear of. */
  doubtful: boolean;
}

/** What became of everybody's tries. */
export interface Tally {
  readonly bought: Bought[];
  soldOut: number;
  gaveUp: number;
  /** Requests whose connection was lost. */
  lost: number;
  /** Second answers to a request that was answered before. */
  repeated: number;
  /** Second answers that said something else than the first ones. */
  readonly contradictions: string[];
  readonly crashes: Crash[];
}

/** The server was killed. */
export interface Crash {
  /** In milliseconds of this machine. */
  readonly at: number;
  /** How many orders were being asked for. */
  readonly ordering: number;
  /** With it. */
  readonly database: boolean;
}

interface Answered {
  readonly status: number;
  readonly text: string;
  readonly sentAt: number;
}

/** The server is away, or asks to come back later. */
const LATER = [429, 503];
/** However often the server dies. */
const MOST_TRIES = 100;

/**
 * A crowd that buys over HTTP, so many at once. `crashes` says with each order whether the server shall die while the
 * others are being served: right behind an answer that was heard, or, every other time, behind the next one that got
 * lost on its way. Everybody waits until the server is back.
 */
export class Crowd {
  readonly tally: Tally = {
    bought: [],
    soldOut: 0,
    gaveUp: 0,
    lost: 0,
    repeated: 0,
    contradictions: [],
    crashes: [],
  };
  readonly #sale: Sale;
  readonly #atOnce: number;
  #back: Promise<void> = Promise.resolve();
  #away = false;
  #due = 0;
  #ordering = 0;

  constructor(sale: Sale, atOnce: number) {
    this.#sale = sale;
    this.#atOnce = atOnce;
  }

  /** Everybody tries once to get what they want. */
  async buy(buyers: readonly Buyer[], crashes: () => boolean): Promise<void> {
    await this.#each(buyers, async (buyer) => {
      const bought = await this.#order(buyer);
      if (bought === undefined) return;
      this.tally.bought.push(bought);
      if (crashes()) this.#due += 1;
      this.#mayCrash('heard');
      if (buyer.habits.pays === 'at_once') await this.#pay(bought);
      if (bought.told === 'paid' && buyer.habits.regrets) await this.#cancel(bought);
    });
    await this.#back;
  }

  /** Those who pay when it is too late. Answers how many did. */
  async payLate(): Promise<number> {
    const late = this.tally.bought.filter(({ buyer, told }) => buyer.habits.pays === 'late' && told === 'nothing');
    await this.#each(late, (bought) => this.#pay(bought));
    return late.length;
  }

  /** Everybody looks at what they ordered: each order with what is read of it. */
  async look<T>(): Promise<{ readonly bought: Bought; readonly seen: T }[]> {
    const looked: { bought: Bought; seen: T }[] = [];
    await this.#each(this.tally.bought, async (bought) => {
      const { orderId, orderNumber } = bought.order;
      const answer = await this.#send(bought.buyer, 'GET', `/api/commerce/own/orders/${orderId}`);
      if (answer?.status !== 200) throw new Error(`order ${orderNumber}: ${answer?.status} ${answer?.text}`);
      looked.push({ bought, seen: JSON.parse(answer.text) as T });
    });
    return looked;
  }

  /** So many at once. */
  async #each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
    const queue = all.values();
    const lane = async (): Promise<void> => {
      for (const one of queue) await work(one);
    };
    await Promise.all(Array.from({ length: this.#atOnce }, lane));
  }

  /** Every third crash takes the database along. */
  #mayCrash(behind: 'heard' | 'lost'): void {
    const number = this.tally.crashes.length + 1;
    if (this.#due === 0 || this.#away || this.#ordering === 0) return;
    // One that waits for too long comes behind any.
    if (this.#due === 1 && behind !== (number % 2 === 1 ? 'lost' : 'heard')) return;
    this.#due -= 1;
    this.#away = true;
    const database = number % 3 === 0;
    this.tally.crashes.push({ at: Date.now(), ordering: this.#ordering, database });
    this.#back = this.#sale.server.crash({ database }).then(() => void (this.#away = false));
    // Whoever waits for it hears of it.
    this.#back.catch(() => {});
  }

  async #order(buyer: Buyer): Promise<Bought | undefined> {
    const key = crypto.randomUUID();
    const body = this.#wish(buyer.habits.wants);
    const { asks, misses, givesUp } = buyer.habits;
    let missed = !misses;
    const ask = async (): Promise<Answered | undefined> => {
      this.#ordering += 1;
      const sent = this.#send(buyer, 'POST', '/api/commerce/own/orders', body, key);
      const answer = await sent.finally(() => (this.#ordering -= 1));
      if (missed || answer?.status !== 200) return answer;
      // The order stands, and its buyer does not hear of it.
      missed = true;
      this.tally.lost += 1;
      this.#mayCrash('lost');
      return givesUp ? undefined : ask();
    };
    const answers = await Promise.all(asks === 'twice' ? [ask(), ask()] : [ask()]);
    if (asks === 'again' && answers[0]?.status === 200) answers.push(await ask());
    const heard = answers.filter((answer) => answer !== undefined);
    const [first, ...more] = heard.filter(({ status }) => status === 200);
    if (first === undefined) {
      if (heard.length === 0) this.tally.gaveUp += 1;
      for (const refused of heard.slice(0, 1)) this.#refused(refused);
      return undefined;
    }
    this.tally.repeated += more.length;
    for (const { text } of more) if (text !== first.text) this.tally.contradictions.push(`${first.text} / ${text}`);
    const order = JSON.parse(first.text) as PlacedOrder;
    return { buyer, order, sentAt: first.sentAt, told: 'nothing', doubtful: false };
  }

  #refused({ status, text }: Answered): void {
    if (!text.includes('"stock-short"')) throw new Error(`an order was refused: ${status} ${text}`);
    this.tally.soldOut += 1;
  }

  #wish(wants: Habits['wants']): unknown {
    const { groupBuyId, single, bundle } = this.#sale.ground;
    const wanted = [
      { ...single, quantity: wants === 'bundle' ? 0 : wants === 'two' ? 2 : 1 },
      { ...bundle, quantity: wants === 'bundle' || wants === 'bundle_and_one' ? 1 : 0 },
    ].filter(({ quantity }) => quantity > 0);
    return {
      channel: 'group_buy',
      groupBuyId,
      lines: wanted.map(({ skuId, quantity }) => ({ skuId, quantity })),
      seenTotalFen: wanted.reduce((sum, { priceFen, quantity }) => sum + priceFen * quantity, 0),
    };
  }

  async #pay(bought: Bought): Promise<void> {
    const { buyer, order } = bought;
    const token = order.payment?.cashierUrl.split('/').at(-1) ?? '';
    const path = `/api/commerce/sandbox/cashier/${token}/pay`;
    const answer = await this.#send(buyer, 'POST', path, { behaviour: buyer.habits.behaviour });
    if (answer === undefined) bought.doubtful = true;
    else if (answer.status === 200) bought.told = 'paid';
    else throw new Error(`${order.orderNumber} could not be paid: ${answer.status} ${answer.text}`);
  }

  async #cancel(bought: Bought): Promise<void> {
    const { buyer, order } = bought;
    const path = `/api/commerce/own/orders/${order.orderId}/cancel`;
    const answer = await this.#send(buyer, 'POST', path, { reason: 'changed_mind' }, crypto.randomUUID());
    if (answer === undefined) bought.doubtful = true;
    else if (answer.status === 200) bought.told = 'cancelled';
    else throw new Error(`${order.orderNumber} could not be called off: ${answer.status} ${answer.text}`);
  }

  /** The answer; undefined where the connection was lost and the buyer gives up. */
  async #send(
    buyer: Buyer,
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    key?: string,
  ): Promise<Answered | undefined> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      await this.#back;
      const sentAt = Date.now();
      const answer = await fetch(this.#sale.server.url + path, {
        method,
        headers: {
          cookie: `tw_session=${buyer.token}`,
          'x-forwarded-for': buyer.address,
          ...(key !== undefined && { 'idempotency-key': key }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
        .then(async (it) => ({ status: it.status, text: await it.text() }))
        .catch(() => undefined);
      if (answer !== undefined && !LATER.includes(answer.status)) return { ...answer, sentAt };
      if (answer !== undefined) continue;
      this.tally.lost += 1;
      if (buyer.habits.givesUp) return undefined;
    }
    throw new Error(`${method} ${path}: not answered, however often it was asked`);
  }
}
