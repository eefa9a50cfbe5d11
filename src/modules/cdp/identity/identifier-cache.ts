import type { Context, Database } from '#platform/context';

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

/** By database: two worlds in one process (tests) do not share people. */
const caches = new WeakMap<Database, IdentifierCache>();

export function identifierCacheOf(ctx: Context): IdentifierCache {
  let cache = caches.get(ctx.db);
  if (cache === undefined) caches.set(ctx.db, (cache = new IdentifierCache()));
  return cache;
}

/** Remembers what a committed transaction learned. */
export function remember(ctx: Context, learned: readonly { key: string; subjectId: string }[]): void {
  const cache = identifierCacheOf(ctx);
  for (const { key, subjectId } of learned) cache.set(key, subjectId);
}
