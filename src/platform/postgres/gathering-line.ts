/** Behind one that takes longer, because it waits for somebody or its connection is gone, the next one does not wait. */
const PATIENCE_MS = 50;
/** Where several went together a moment ago, one alone waits so long for the others, who come from where it comes from. */
const LINGER_MS = 2;
const MOMENT_MS = 60;

/**
 * Those who want the same at the same moment. One run serves those who were there when it began; who comes meanwhile
 * gathers for the next, so that nobody waits where there is little to do, and where there is much it is done in few runs.
 */
export class GatheringLine<T> {
  readonly #choose: (waiting: readonly T[]) => readonly T[];
  readonly #serve: (chosen: readonly T[], goOn: () => void) => Promise<void>;
  #waiting: T[] = [];
  #running = 0;
  #starts = false;
  /** When several went together last. */
  #togetherAt = Number.NEGATIVE_INFINITY;
  /** Set while somebody waits behind one that runs. */
  #impatient: NodeJS.Timeout | undefined;

  /**
   * `choose` says who of those who wait goes next, and never nobody; `serve` answers all of them and does not throw. It may
   * call `goOn` when what is left of it keeps nobody: the next run begins meanwhile.
   */
  constructor(
    choose: (waiting: readonly T[]) => readonly T[],
    serve: (chosen: readonly T[], goOn: () => void) => Promise<void>,
  ) {
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
    const start = (): void => {
      this.#starts = false;
      void this.#run();
    };
    const hadCompany = performance.now() - this.#togetherAt < MOMENT_MS;
    if (this.#waiting.length === 1 && hadCompany) setTimeout(start, LINGER_MS);
    else setImmediate(start);
  }

  async #run(): Promise<void> {
    const chosen = new Set(this.#choose(this.#waiting));
    this.#waiting = this.#waiting.filter((each) => !chosen.has(each));
    clearTimeout(this.#impatient);
    this.#impatient = undefined;
    this.#running += 1;
    if (chosen.size > 1) this.#togetherAt = performance.now();
    if (this.#waiting.length > 0) this.#growImpatient();
    let isOver = false;
    const goOn = (): void => {
      if (isOver) return;
      isOver = true;
      this.#running -= 1;
      this.#startSoon();
    };
    await this.#serve([...chosen], goOn);
    goOn();
  }
}
