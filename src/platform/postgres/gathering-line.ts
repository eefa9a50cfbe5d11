/** Behind one that takes longer, because it waits for somebody or its connection is gone, the next one does not wait. */
const PATIENCE_MS = 50;

/**
 * Those who want the same at the same moment. One run serves those who were there when it began; who comes meanwhile
 * gathers for the next, so that nobody waits where there is little to do, and where there is much it is done in few runs.
 */
export class GatheringLine<T> {
  readonly #choose: (waiting: readonly T[]) => readonly T[];
  readonly #serve: (chosen: readonly T[]) => Promise<void>;
  #waiting: T[] = [];
  #running = 0;
  #starts = false;
  /** Set while somebody waits behind one that runs. */
  #impatient: NodeJS.Timeout | undefined;

  /** `choose` says who of those who wait goes next, and never nobody; `serve` answers all of them and does not throw. */
  constructor(choose: (waiting: readonly T[]) => readonly T[], serve: (chosen: readonly T[]) => Promise<void>) {
    this.#choose = choose;
    this.#serve = serve;
  }

  join(each: T): void {
    this.#waiting.push(each);
    if (this.#running === 0) this.#startSoon();
    else this.#growImpatient();
  }

  #growImpatient(): void {
    this.#impatient ??= setTimeout(() => {
      this.#impatient = undefined;
      this.#startSoon();
    }, PATIENCE_MS);
  }

  /** What was asked for in the same round of the event loop goes together. */
  #startSoon(): void {
    if (this.#starts || this.#waiting.length === 0) return;
    this.#starts = true;
    setImmediate(() => {
      this.#starts = false;
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    const chosen = new Set(this.#choose(this.#waiting));
    this.#waiting = this.#waiting.filter((each) => !chosen.has(each));
    clearTimeout(this.#impatient);
    this.#impatient = undefined;
    this.#running += 1;
    if (this.#waiting.length > 0) this.#growImpatient();
    await this.#serve([...chosen]);
    this.#running -= 1;
    this.#startSoon();
  }
}
