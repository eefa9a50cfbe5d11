import type { KeyObject } from 'node:crypto';

/** The least recently used go first: a bounded memory of unwrapped keys by person. */
export class KeyCache {
  readonly #limit: number;
  readonly #keys = new Map<string, KeyObject>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(personId: string): KeyObject | undefined {
    const key = this.#keys.get(personId);
    if (key === undefined) return undefined;
    this.#keys.delete(personId);
    this.#keys.set(personId, key);
    return key;
  }

  set(personId: string, key: KeyObject): void {
    this.#keys.delete(personId);
    this.#keys.set(personId, key);
    if (this.#keys.size <= this.#limit) return;
    const oldest = this.#keys.keys().next();
    if (!oldest.done) this.#keys.delete(oldest.value);
  }

  delete(personId: string): void {
    this.#keys.delete(personId);
  }
}
