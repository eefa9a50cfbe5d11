/** Behind one that takes longer, because it waits for somebody or its connection is gone, the next one does not wait. */
const PATIENCE_MS = 50;
/** Where several went together a moment ago, fewer wait so long for the others, who come from where they come from. */
const LINGER_MS = 5;
const MOMENT_MS = 60;
/** So much of a company is expected again at the next run. */
const FADING = 0.8;
/**
 * After so many runs one more is waited for than there were: else two halves that take turns would never meet, though one
 * run for all of them is cheaper than two.
 */
const RUNS_UNTIL_MORE = 64;

/**
 * Those who want the same at the same moment. One run serves those who were there when it began; who comes meanwhile
 * gathers for the next, so that nobody waits where there is little to do, and where there is much it is done in few runs.
 */
export class GatheringLine<T> {
  readonly #choose: (waiting: readonly T[]) => readonly T[];
  readonly #serve: (chosen: readonly T[], goOn: () => void) => Promise<void>;
  readonly #lingerMs: number;
  #waiting: T[] = [];
  #running = 0;
  #starts = false;
  /** How many go together of late, and when they did last. */
  #company = 0;
  #togetherAt = Number.NEGATIVE_INFINITY;
  /** Runs since one more was waited for in vain. */
  #runs = 0;
  /** Set while those who wait do so for more. */
  #lingering: NodeJS.Timeout | undefined;
  /** Set while somebody waits behind one that runs. */
  #impatient: NodeJS.Timeout | undefined;

  /**
   * `choose` says who of those who wait goes next, and never nobody; `serve` answers all of them and does not throw. It may
   * call `goOn` when what is left of it keeps nobody: the next run begins meanwhile. `lingerMs` is 0 where nobody is to
   * wait for company.
   */
  constructor(
    choose: (waiting: readonly T[]) => readonly T[],
    serve: (chosen: readonly T[], goOn: () => void) => Promise<void>,
    lingerMs = LINGER_MS,
  ) {
    this.#lingerMs = lingerMs;
    this.#choose = choose;
    this.#serve = serve;
  }

  join(each: T): void {
    this.#waiting.push(each);
    if (this.#lingering !== undefined && this.#waiting.length >= this.#expected()) {
      clearTimeout(this.#lingering);
      this.#begin();
    } else if (this.#running === 0) this.#startSoon();
    else this.#growImpatient();
  }

  #growImpatient(): void {
    this.#impatient ??= setTimeout(() => {
      this.#impatient = undefined;
      this.#startSoon();
    }, PATIENCE_MS);
  }

  /** How many went together of late: nobody, where that is a while ago. */
  #recent(): number {
    return performance.now() - this.#togetherAt < MOMENT_MS ? this.#company : 0;
  }

  /** As many as of late, and now and then one more. */
  #expected(): number {
    const recent = Math.round(this.#recent());
    return recent > 0 && this.#runs >= RUNS_UNTIL_MORE ? recent + 1 : recent;
  }

  #startSoon(): void {
    if (this.#starts || this.#waiting.length === 0) return;
    this.#starts = true;
    const isComplete = this.#lingerMs === 0 || this.#waiting.length >= this.#expected();
    if (isComplete) this.#begin();
    else this.#lingering = setTimeout(() => this.#begin(), this.#lingerMs);
  }

  /** What was asked for in the same round of the event loop goes together. */
  #begin(): void {
    this.#lingering = undefined;
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
    this.#runs = this.#runs >= RUNS_UNTIL_MORE && chosen.size < this.#expected() ? 0 : this.#runs + 1;
    this.#company = Math.max(chosen.size, this.#recent() * FADING);
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
