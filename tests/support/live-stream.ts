import type { LiveMessage } from '#platform/http';

const PATIENCE_MS = 10_000;

/**
 * Server-sent events as a screen reads them. Messages are kept in order; `next` takes the first that fits, waiting for
 * it if need be, and iterating takes them one by one until the stream ends.
 */
export class LiveStream implements AsyncIterable<LiveMessage> {
  /** Ends when the server ends the stream, or when the test closes it. */
  readonly ended: Promise<void>;
  readonly #abort: AbortController;
  readonly #waiting: LiveMessage[] = [];
  readonly #wakes = new Set<() => void>();
  #over = false;
  #pings = 0;

  /** `body` is the answer's, just begun. */
  constructor(body: ReadableStream<Uint8Array>, abort: AbortController) {
    this.#abort = abort;
    this.ended = this.#read(body);
  }

  get over(): boolean {
    return this.#over;
  }

  /** Pings so far. */
  get pings(): number {
    return this.#pings;
  }

  /** Takes the first message that fits. @throws when the stream ends or nothing came within the time. */
  async next(fits: (message: LiveMessage) => boolean = () => true, timeoutMs = PATIENCE_MS): Promise<LiveMessage> {
    const found = await this.#until(() => {
      const at = this.#waiting.findIndex(fits);
      return at === -1 ? undefined : this.#waiting.splice(at, 1)[0];
    }, timeoutMs);
    if (found === undefined) throw new Error('the live stream ended before the message came');
    return found;
  }

  /** Waits for the next ping from now on. */
  async ping(timeoutMs = PATIENCE_MS): Promise<void> {
    const before = this.#pings;
    const found = await this.#until(() => (this.#pings > before ? true : undefined), timeoutMs);
    if (found === undefined) throw new Error('the live stream ended before the ping came');
  }

  async *[Symbol.asyncIterator](): AsyncIterator<LiveMessage> {
    for (;;) {
      const message = await this.#until(() => this.#waiting.shift(), PATIENCE_MS);
      if (message === undefined) return;
      yield message;
    }
  }

  close(): void {
    this.#abort.abort();
  }

  /** What `look` finds, looking again with everything that comes; undefined when the stream is over. */
  async #until<T>(look: () => T | undefined, timeoutMs: number): Promise<T | undefined> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const found = look();
      if (found !== undefined || this.#over) return found;
      const left = deadline - Date.now();
      if (left <= 0)
        throw new Error(`nothing that fits within ${timeoutMs} ms; waiting: ${JSON.stringify(this.#waiting)}`);
      await this.#wake(left);
    }
  }

  #wake(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wakes.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wakes.add(done);
    });
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body) {
        text += decoder.decode(chunk, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) this.#take(block);
      }
    } catch {
      // Cut off by the server or closed by the test: over all the same.
    } finally {
      this.#over = true;
      for (const wake of this.#wakes) wake();
    }
  }

  #take(block: string): void {
    const fields = new Map(
      block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
    );
    if (fields.get('event') === 'ping') this.#pings += 1;
    if (fields.get('event') === 'change') this.#waiting.push(JSON.parse(fields.get('data') ?? '') as LiveMessage);
    for (const wake of this.#wakes) wake();
  }
}
