/**
 * Whose an identifier is, remembered in this process. An identifier never changes its subject (merges move subjects, not
 * identifiers), so an entry is wrong only after an erasure: the subject is then gone, which every batch looks up anyway.
 * Only committed facts come in. Keys are keyed hashes; the oldest go first.
 */
export class IdentifierCache {
  readonly #limit: number;
  readonly #subjects = new Map<string, string>();

  constructor(limit = 200_000) {
    this.#limit = limit;
  }

  get(key: string): string | undefined {
    return this.#subjects.get(key);
  }

  set(key: string, subjectId: string): void {
    if (this.#subjects.size >= this.#limit) {
      const oldest = this.#subjects.keys().next();
      if (!oldest.done) this.#subjects.delete(oldest.value);
    }
    this.#subjects.set(key, subjectId);
  }

  delete(key: string): void {
    this.#subjects.delete(key);
  }
}
