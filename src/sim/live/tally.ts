import type { Clock } from '#kernel/time';

/** A refusal or failure of the world's own acts: its code, never what was said or about whom. */
export interface ActError {
  readonly act: string;
  readonly code: string;
  readonly at: string;
}

const ERRORS_KEPT = 20;

/** What the world has done since the start, and what it was refused lately. */
export class Tally {
  readonly #clock: Clock;
  readonly #counts = new Map<string, number>();
  readonly #errors: ActError[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  count(act: string, times = 1): void {
    if (times > 0) this.#counts.set(act, (this.#counts.get(act) ?? 0) + times);
  }

  fail(act: string, code: string): void {
    this.#errors.unshift({ act, code, at: this.#clock.now().toISOString() });
    this.#errors.length = Math.min(this.#errors.length, ERRORS_KEPT);
  }

  get acts(): Record<string, number> {
    return Object.fromEntries([...this.#counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The newest first. */
  get lastErrors(): ActError[] {
    return [...this.#errors];
  }
}
