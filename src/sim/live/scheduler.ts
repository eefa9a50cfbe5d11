import { SECOND } from '#kernel/time';

/** Calls `beat` again and again; answers how to end it. */
export type Every = (ms: number, beat: () => void) => () => void;

export const everyByTimer: Every = (ms, beat) => {
  const timer = setInterval(beat, ms);
  timer.unref();
  return () => clearInterval(timer);
};

/** Real time between two ticks. */
export const BEAT_MS = SECOND;

/**
 * Ticks once a second of real time. A tick that is still under way when the next one is due makes the world miss that
 * one: it slows down instead of piling up. At speed 0 there is no timer at all.
 */
export class Scheduler {
  readonly #tick: (minutes: number) => Promise<void>;
  readonly #every: Every;
  #speed = 0;
  #end: (() => void) | undefined;
  #ticking: Promise<void> | undefined;
  #skipped = 0;

  /** `tick` is given simulated minutes and must not throw. */
  constructor(tick: (minutes: number) => Promise<void>, every: Every = everyByTimer) {
    this.#tick = tick;
    this.#every = every;
  }

  get speed(): number {
    return this.#speed;
  }

  get skipped(): number {
    return this.#skipped;
  }

  /** Simulated minutes a real minute; 0 pauses. */
  setSpeed(speed: number): void {
    this.#speed = speed;
    if (speed > 0) this.#end ??= this.#every(BEAT_MS, () => this.#beat());
    else this.#stopBeating();
  }

  /** Pauses, and waits for the tick that is under way. */
  async stop(): Promise<void> {
    this.setSpeed(0);
    await this.#ticking;
  }

  #beat(): void {
    if (this.#ticking !== undefined) {
      this.#skipped += 1;
      return;
    }
    this.#ticking = this.#tick((this.#speed * BEAT_MS) / (60 * SECOND)).finally(() => (this.#ticking = undefined));
  }

  #stopBeating(): void {
    this.#end?.();
    this.#end = undefined;
  }
}
