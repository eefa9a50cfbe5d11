/**
 * Reads that many ask for at once are made once for all of them. Whoever asks while one is under way waits for the next
 * one, so that nobody is told what was true only before they asked.
 */
export class SharedReads<T> {
  readonly #running = new Map<string, Promise<unknown>>();
  readonly #next = new Map<string, Promise<T>>();

  /** The answer of a read of `key` that begins after this call; `read` is that of whoever asked first. */
  ask(key: string, read: () => Promise<T>): Promise<T> {
    const asked = this.#next.get(key) ?? this.#begin(key, read);
    this.#next.set(key, asked);
    return asked;
  }

  async #begin(key: string, read: () => Promise<T>): Promise<T> {
    // Waits a moment even where nothing is under way: those who ask in the same one come along.
    await this.#running.get(key)?.catch(() => undefined);
    this.#next.delete(key);
    const running = read();
    this.#running.set(key, running);
    try {
      return await running;
    } finally {
      if (this.#running.get(key) === running) this.#running.delete(key);
    }
  }
}
