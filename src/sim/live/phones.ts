import { MINUTE } from '#kernel/time';
import { ActRefused } from './requests.ts';
import { NotNow, type Stage } from './stage.ts';
import type { Staff } from './staff.ts';

/** Sessions that are remembered; whoever has not looked for longest has to sign in again. */
const SIGNED_IN_AT_MOST = 300;
/** A sign-in code, and none that is for something else. */
const CODE = /^验证码 (\d{6})/;

/** Somebody with a phone: at the front, or a customer. */
export interface PhoneHolder {
  /** Theirs in the world. */
  readonly code: string;
  readonly phone: string;
}

interface SandboxMessages {
  readonly items: readonly { readonly maskedTo: string; readonly body: string }[];
}

/** The phones of people at the front and of customers: signs them in by the code that the sandbox's developer page shows. */
export class Phones {
  readonly #stage: Stage;
  readonly #staff: Staff;
  readonly #signInsAMinute: number;
  /** In order of use. */
  readonly #sessions = new Map<string, string>();
  #minute = 0;
  #signIns = 0;

  constructor(stage: Stage, staff: Staff, signInsAMinute = Number.POSITIVE_INFINITY) {
    this.#signInsAMinute = signInsAMinute;
    this.#stage = stage;
    this.#staff = staff;
  }

  get signedIn(): number {
    return this.#sessions.size;
  }

  /** @throws ActRefused, NotNow when too many are signing in or a code was sent a moment ago */
  async session({ code, phone }: PhoneHolder, as: 'touchpoint' | 'customer' = 'touchpoint'): Promise<string> {
    const known = this.#sessions.get(code);
    if (known !== undefined) {
      this.#sessions.delete(code);
      this.#sessions.set(code, known);
      return known;
    }
    this.#take();
    const session = await this.#signIn(phone, as);
    this.#stage.tally.count('sign-in');
    this.#sessions.set(code, session);
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > SIGNED_IN_AT_MOST && oldest !== undefined) this.#sessions.delete(oldest);
    return session;
  }

  forget({ code }: PhoneHolder): void {
    this.#sessions.delete(code);
  }

  async #signIn(phone: string, as: 'touchpoint' | 'customer'): Promise<string> {
    const { ask } = this.#stage;
    try {
      const sent = (await ask({ method: 'POST', path: '/api/auth/codes', body: { phone, as } })).body as {
        sentTo: string;
      };
      const page = await this.#staff.ask<SandboxMessages>('admin', {
        method: 'GET',
        path: '/api/system/sandbox-messages',
      });
      const codes = page.items.filter(({ maskedTo }) => maskedTo === sent.sentTo);
      const code = codes.map(({ body }) => CODE.exec(body)?.[1]).find((found) => found !== undefined);
      // Nobody is known by the phone, or fifty others signed in meanwhile.
      if (code === undefined) throw new NotNow(MINUTE / 1_000);
      const answered = await ask({ method: 'POST', path: '/api/auth/sign-in-with-code', body: { phone, code } });
      if (answered.session === undefined) throw new Error('signed in without a session');
      return answered.session;
    } catch (error) {
      // A code that somebody else asked for is theirs to use.
      if (error instanceof ActRefused && error.status === 429)
        throw new NotNow(error.retryAfterSeconds ?? MINUTE / 1_000);
      throw error;
    }
  }

  #take(): void {
    const now = this.#stage.clock.now().getTime();
    const minute = Math.floor(now / MINUTE);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#signIns = 0;
    }
    if (this.#signIns >= this.#signInsAMinute) throw new NotNow(Math.ceil(((minute + 1) * MINUTE - now) / 1_000));
    this.#signIns += 1;
  }
}
