/**
 * The idempotency key of what a user is doing. The same input sent again after an unclear end (no answer, server away)
 * is the same act and keeps its key; another input, or the next act after a clear end, gets a new one.
 */
export class ActKey {
  readonly #newKey: () => string;
  #open: { readonly input: string; readonly key: string } | undefined;

  constructor(newKey: () => string) {
    this.#newKey = newKey;
  }

  /** The key to send `input` with; `input` is any JSON-able value. */
  keyFor(input: unknown): string {
    const text = JSON.stringify(input) ?? '';
    if (this.#open?.input !== text) this.#open = { input: text, key: this.#newKey() };
    return this.#open.key;
  }

  /** The act has come to a clear end: it was done, or refused. */
  close(): void {
    this.#open = undefined;
  }
}
