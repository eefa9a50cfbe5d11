import { MINUTE } from '#kernel/time';
import type { TouchpointPlan } from '../world/index.ts';
import { ActRefused } from './requests.ts';
import { NotNow, type Stage } from './stage.ts';
import type { Staff } from './staff.ts';

/** Sessions that are remembered; whoever has not looked for longest has to sign in again. */
const SIGNED_IN_AT_MOST = 300;
/** The server allows thirty a minute from one address, and people on this machine want to sign in too. */
const SIGN_INS_A_MINUTE = 20;
const CODE = /\d{6}/;

interface SandboxMessages {
  readonly items: readonly { readonly maskedTo: string; readonly body: string }[];
}

/** The phones of the people at the front: signs them in by the code that the sandbox's developer page shows. */
export class Phones {
  readonly #stage: Stage;
  readonly #staff: Staff;
  /** In order of use. */
  readonly #sessions = new Map<string, string>();
  #minute = 0;
  #signIns = 0;

  constructor(stage: Stage, staff: Staff) {
    this.#stage = stage;
    this.#staff = staff;
  }

  get signedIn(): number {
    return this.#sessions.size;
  }

  /** @throws ActRefused, NotNow when too many are signing in or a code was sent a moment ago */
  async session({ code, phone }: TouchpointPlan): Promise<string> {
    const known = this.#sessions.get(code);
    if (known !== undefined) {
      this.#sessions.delete(code);
      this.#sessions.set(code, known);
      return known;
    }
    this.#take();
    const session = await this.#signIn(phone);
    this.#stage.tally.count('sign-in');
    this.#sessions.set(code, session);
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > SIGNED_IN_AT_MOST && oldest !== undefined) this.#sessions.delete(oldest);
    return session;
  }

  forget({ code }: TouchpointPlan): void {
    this.#sessions.delete(code);
  }

  async #signIn(phone: string): Promise<string> {
    const { ask } = this.#stage;
    try {
      const sent = (await ask({ method: 'POST', path: '/api/auth/codes', body: { phone } })).body as { sentTo: string };
      const page = await this.#staff.ask<SandboxMessages>('admin', {
        method: 'GET',
        path: '/api/system/sandbox-messages',
      });
      const message = page.items.find(({ maskedTo }) => maskedTo === sent.sentTo);
      const code = CODE.exec(message?.body ?? '')?.[0];
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
    if (this.#signIns >= SIGN_INS_A_MINUTE) throw new NotNow(Math.ceil(((minute + 1) * MINUTE - now) / 1_000));
    this.#signIns += 1;
  }
}
