import type { Resident } from '../world/index.ts';
import type { Counter } from './counter.ts';
import { doOwn } from './own.ts';
import { fetchGoods } from './own-goods.ts';
import type { Phones } from './phones.ts';
import { ActRefused, isFinal, type Method } from './requests.ts';
import { NotNow, type Stage } from './stage.ts';
import type { Directory } from './directory.ts';

/** Minutes of the world between hearing of something and looking at the phone, and between two looks. */
const FIRST_LOOK = { from: 5, to: 60 } as const;
const NEXT_LOOK = { from: 120, to: 360 } as const;

export type Customer = Resident & { readonly phone: string };

/** At a customer's phone. */
export interface AtOwnPhone {
  readonly customer: Customer;
  /** Asks as this customer. */
  readonly ask: <T>(method: Method, path: string, body?: unknown) => Promise<T>;
  /** Sends a picture as this customer. */
  readonly send: <T>(path: string, picture: { readonly name: string; readonly bytes: Uint8Array }) => Promise<T>;
}

/**
 * Residents who booked: they look at their own pages from time to time and do what is open there by what they are like.
 * Nothing is remembered here but when somebody looks next: whoever is woken again goes on from where the server has them.
 */
export class Customers {
  readonly #stage: Stage;
  readonly #phones: Phones;
  readonly #directory: Directory;
  readonly #counter: Counter;
  readonly #playedByPeople: ReadonlySet<string>;
  /** Phones with a look on the agenda. */
  readonly #waiting = new Set<string>();

  constructor(
    stage: Stage,
    phones: Phones,
    { directory, counter }: { readonly directory: Directory; readonly counter: Counter },
    playedByPeople: ReadonlySet<string>,
  ) {
    this.#stage = stage;
    this.#phones = phones;
    this.#directory = directory;
    this.#counter = counter;
    this.#playedByPeople = playedByPeople;
  }

  isPlayed({ phone }: Customer): boolean {
    return this.#playedByPeople.has(phone);
  }

  /** Something is open for them: they will look soon. */
  wake(customer: Customer): void {
    if (!this.isPlayed(customer)) this.#lookIn(customer, FIRST_LOOK);
  }

  /** The same for somebody of whom staff sees only what is not masked; whoever is not of this world is let be. */
  async wakeMasked(communityId: string, maskedPhone: string): Promise<void> {
    const customer = await this.#directory.customer(communityId, maskedPhone);
    if (customer !== undefined) this.wake(customer);
  }

  #lookIn(customer: Customer, { from, to }: { from: number; to: number }): void {
    if (this.#waiting.has(customer.phone)) return;
    const { streams, time, agenda } = this.#stage;
    const random = streams(`own-look/${customer.code}/${time.now.toISOString()}`);
    const at = time.in(from + (to - from) * random.next(), random);
    if (agenda.add(at, { name: 'own-look', run: () => this.#look(customer) })) this.#waiting.add(customer.phone);
  }

  async #look(customer: Customer): Promise<void> {
    this.#waiting.delete(customer.phone);
    try {
      const left = await this.at(customer, async (phone) => {
        const attempt = (name: string, work: () => Promise<boolean>): Promise<boolean> => this.#attempt(name, work);
        const goods = await fetchGoods(this.#stage, this.#directory, this.#counter, { phone, attempt });
        return (await doOwn(this.#stage, this.#directory, phone, attempt)) || goods;
      });
      if (left) this.#lookIn(customer, NEXT_LOOK);
    } catch (error) {
      if (!isFinal(error)) this.#lookIn(customer, FIRST_LOOK);
      if (!(error instanceof NotNow)) throw error;
    }
  }

  /** Does something at a customer's phone, once they are signed in. @throws ActRefused, NotNow */
  async at<T>(customer: Customer, work: (phone: AtOwnPhone) => Promise<T>): Promise<T> {
    const session = await this.#phones.session(customer, 'customer');
    const ask: AtOwnPhone['ask'] = async <A>(method: Method, path: string, body?: unknown): Promise<A> =>
      (await this.#stage.ask({ method, path, session, ...(body !== undefined && { body }) })).body as A;
    const send: AtOwnPhone['send'] = async <A>(path: string, upload: { name: string; bytes: Uint8Array }): Promise<A> =>
      (await this.#stage.ask({ method: 'POST', path, session, upload })).body as A;
    try {
      return await work({ customer, ask, send });
    } catch (error) {
      if (error instanceof ActRefused && error.status === 401) this.#phones.forget(customer);
      throw error;
    }
  }

  /** What one thing refuses (the time is over, somebody took it back) does not keep the others. */
  async #attempt(name: string, work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      if (!isFinal(error)) throw error;
      this.#stage.tally.fail(name, error.code);
      return false;
    }
  }
}
