import { MINUTE } from '#kernel/time';
import { DEMO_PASSWORD } from '../load/accounts.ts';
import { ActRefused, type Asked } from './requests.ts';
import { NotNow, type Stage } from './stage.ts';

/** `admin`, `operator`, or the login of a store. */
export type StaffLogin = string;

/** A changed password must not lock people out by trying the old one again and again. */
const AFTER_REFUSAL_MS = 30 * MINUTE;

/** Staff accounts of the demo, signed in by password when first needed. Headquarters' look; they never decide. */
export class Staff {
  readonly #stage: Stage;
  readonly #sessions = new Map<StaffLogin, Promise<string>>();
  #refusedUntil = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Asks as one of the accounts. @throws ActRefused, NotNow while signing in is refused */
  async ask<T>(login: StaffLogin, asked: Omit<Asked, 'session'>): Promise<T> {
    try {
      return (await this.#stage.ask({ ...asked, session: await this.session(login) })).body as T;
    } catch (error) {
      if (!(error instanceof ActRefused) || error.code !== 'not-signed-in') throw error;
      this.forget(login);
      return (await this.#stage.ask({ ...asked, session: await this.session(login) })).body as T;
    }
  }

  session(login: StaffLogin): Promise<string> {
    const known = this.#sessions.get(login);
    if (known !== undefined) return known;
    const opening = this.#signIn(login).catch((error: unknown) => {
      this.#sessions.delete(login);
      throw error;
    });
    this.#sessions.set(login, opening);
    return opening;
  }

  /** The session is over; the next question signs in again. */
  forget(login: StaffLogin): void {
    this.#sessions.delete(login);
  }

  async #signIn(login: StaffLogin): Promise<string> {
    const now = this.#stage.clock.now().getTime();
    if (now < this.#refusedUntil) throw new NotNow(Math.ceil((this.#refusedUntil - now) / 1_000));
    try {
      const body = { login, password: DEMO_PASSWORD };
      const { session } = await this.#stage.ask({ method: 'POST', path: '/api/auth/sign-in', body });
      if (session === undefined) throw new Error('signed in without a session');
      return session;
    } catch (error) {
      if (error instanceof ActRefused && error.status < 500) this.#refusedUntil = now + AFTER_REFUSAL_MS;
      throw error;
    }
  }
}
