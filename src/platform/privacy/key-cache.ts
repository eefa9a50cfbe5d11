import type { KeyObject } from 'node:crypto';
import { RecentMap } from '#kernel/recent-map';

/** A bounded memory of unwrapped keys by person: the least recently used go first. */
export class KeyCache {
  readonly #keys: RecentMap<string, KeyObject>;

  constructor(limit: number) {
    this.#keys = new RecentMap(limit);
  }

  get(personId: string): KeyObject | undefined {
    const key = this.#keys.get(personId);
    if (key !== undefined) this.#keys.set(personId, key);
    return key;
  }

  set(personId: string, key: KeyObject): void {
    this.#keys.set(personId, key);
  }

  delete(personId: string): void {
    this.#keys.delete(personId);
  }
}
