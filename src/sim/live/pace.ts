import { SECOND } from '#kernel/time';
import { ActRefused, codeOf, type Answered, type Asked, type Send } from './requests.ts';

/** Real time, as far as the pace needs it. */
export interface Timing {
  /** Milliseconds since whenever. */
  now(): number;
  /** Throws when the world stops meanwhile. */
  sleep(ms: number): Promise<void>;
}

export interface PaceLimits {
  readonly atOnce: number;
  readonly perSecond: number;
  /** Sign-ins by phone. The server allows thirty from one address, and people on this machine want to sign in too. */
  readonly signInsAMinute?: number;
}

/**
 * Leaves a small machine free for the people who look at the demo, and most of the six hundred requests a minute that a
 * route allows to one address: a visit to an offer asks twice, each time another route.
 */
export const PACE: PaceLimits = { atOnce: 4, perSecond: 15, signInsAMinute: 20 };

const SHORTEST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60 * SECOND;
/** 429s about one person's sign-in; the others may go on. */
const OF_ONE_PERSON: ReadonlySet<string> = new Set(['code-too-soon', 'too-many-sign-ins']);

/**
 * Sends the world's requests a few at once and a few a second, and holds all of them back for a while when the server
 * says that it is too much (429, as long as it says) or is not well (5xx or no answer, doubling).
 */
export class Pace {
  readonly #send: Send;
  readonly #timing: Timing;
  readonly #limits: PaceLimits;
  readonly #entering: (() => void)[] = [];
  #inside = 0;
  #nextAt = 0;
  #failures = 0;

  constructor(send: Send, timing: Timing, limits: PaceLimits) {
    this.#send = send;
    this.#timing = timing;
    this.#limits = limits;
  }

  /** @throws ActRefused for every answer from 400 on; whatever `send` throws when there is no answer */
  async ask(asked: Asked): Promise<Answered> {
    await this.#enter();
    try {
      await this.#turn();
      const answered = await this.#sent(asked);
      this.#judge(answered);
      if (answered.status >= 400) throw new ActRefused(answered);
      return answered;
    } finally {
      this.#leave();
    }
  }

  async #sent(asked: Asked): Promise<Answered> {
    try {
      return await this.#send(asked);
    } catch (error) {
      this.#stumble();
      throw error;
    }
  }

  async #enter(): Promise<void> {
    if (this.#inside < this.#limits.atOnce) this.#inside += 1;
    else await new Promise<void>((enter) => this.#entering.push(enter));
  }

  #leave(): void {
    const next = this.#entering.shift();
    if (next === undefined) this.#inside -= 1;
    else next();
  }

  async #turn(): Promise<void> {
    const now = this.#timing.now();
    const at = Math.max(now, this.#nextAt);
    this.#nextAt = at + SECOND / this.#limits.perSecond;
    if (at > now) await this.#timing.sleep(at - now);
  }

  #judge({ status, body, retryAfterSeconds }: Answered): void {
    if (status >= 500) this.#stumble(retryAfterSeconds);
    else if (status === 429 && !OF_ONE_PERSON.has(codeOf(body) ?? '')) this.#pause((retryAfterSeconds ?? 1) * SECOND);
    else this.#failures = 0;
  }

  #stumble(retryAfterSeconds = 0): void {
    this.#pause(Math.max(retryAfterSeconds * SECOND, SHORTEST_PAUSE_MS * 2 ** this.#failures));
    this.#failures = Math.min(this.#failures + 1, 10);
  }

  #pause(ms: number): void {
    this.#nextAt = Math.max(this.#nextAt, this.#timing.now() + Math.min(ms, LONGEST_PAUSE_MS));
  }
}
