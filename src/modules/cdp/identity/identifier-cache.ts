import { RecentMap } from '#kernel/recent-map';
import type { Context, Database } from '#platform/context';

const MOST = 200_000;

/** By database: two worlds in one process (tests) do not share people. */
const caches = new WeakMap<Database, RecentMap<string, string>>();

/**
 * Whose an identifier is, remembered in this process. An identifier never changes its subject (merges move subjects, not
 * identifiers), so an entry is wrong only after an erasure: the subject is then gone, which every batch looks up anyway.
 * Only committed facts come in. Keys are keyed hashes.
 */
export function identifierCacheOf(ctx: Context): RecentMap<string, string> {
  let cache = caches.get(ctx.db);
  if (cache === undefined) caches.set(ctx.db, (cache = new RecentMap(MOST)));
  return cache;
}

/** Remembers what a committed transaction learned. */
export function remember(ctx: Context, learned: readonly { key: string; subjectId: string }[]): void {
  const cache = identifierCacheOf(ctx);
  for (const { key, subjectId } of learned) cache.set(key, subjectId);
}
