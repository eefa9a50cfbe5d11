import type { Resident } from '../world/index.ts';
import { doOwn } from './own.ts';
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
}

/**
 * Residents who booked: they look at their own pages from time to time and do what is open there by what they are like.
 * Nothing is remembered here but when somebody looks next: whoever is woken again goes on from where the server has them.
 */
export class Customers {
  readonly #stage: Stage;
  readonly #phones: Phones;
  readonly #directory: Directory;
  readonly #playedByPeople: ReadonlySet<string>;
  /** Phones with a look on the agenda. */
  readonly #waiting = new Set<string>();

  constructor(stage: Stage, phones: Phones, directory: Directory, playedByPeople: ReadonlySet<string>) {
    this.#stage = stage;
    this.#phones = phones;
    this.#directory = directory;
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
      const session = await this.#phones.session(customer, 'customer');
      const ask: AtOwnPhone['ask'] = async <T>(method: Method, path: string, body?: unknown): Promise<T> =>
        (await this.#stage.ask({ method, path, session, ...(body !== undefined && { body }) })).body as T;
      const left = await doOwn(this.#stage, this.#directory, { customer, ask }, (name, work) =>
        this.#attempt(name, work),
      );
      if (left) this.#lookIn(customer, NEXT_LOOK);
    } catch (error) {
      if (error instanceof ActRefused && error.status === 401) this.#phones.forget(customer);
      if (!isFinal(error)) this.#lookIn(customer, FIRST_LOOK);
      if (!(error instanceof NotNow)) throw error;
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
