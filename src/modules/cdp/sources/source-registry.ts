import { SECOND } from '#kernel/time';
import type { Context, Database } from '#platform/context';
import { findByWriteKey, isOriginKnown } from './source-store.ts';
import { WriteKeyRefused, type LiveSource } from './source.ts';
import { hashWriteKey } from './write-key.ts';

const REMEMBERED_MS = 5 * SECOND;
const LIMIT = 1_000;

interface Registry {
  readonly sources: Map<string, { source: LiveSource | undefined; until: number }>;
  readonly origins: Map<string, { known: boolean; until: number }>;
}

/** By database: two worlds in one process (tests) do not share sources. */
const registries = new WeakMap<Database, Registry>();

function registryOf(ctx: Context): Registry {
  let registry = registries.get(ctx.db);
  if (registry === undefined) registries.set(ctx.db, (registry = { sources: new Map(), origins: new Map() }));
  return registry;
}

/** The source of a write key, remembered for five seconds. @throws WriteKeyRefused when unknown or disabled */
export async function sourceOfKey(ctx: Context, writeKey: string): Promise<LiveSource> {
  const now = ctx.clock.now().getTime();
  const { sources } = registryOf(ctx);
  const hash = hashWriteKey(writeKey);
  const key = hash.toString('base64');
  const remembered = sources.get(key);
  if (remembered !== undefined && remembered.until > now) return found(remembered.source);
  const source = await findByWriteKey(ctx.db, hash);
  if (sources.size >= LIMIT) sources.clear();
  sources.set(key, { source, until: now + REMEMBERED_MS });
  return found(source);
}

function found(source: LiveSource | undefined): LiveSource {
  if (source === undefined) throw new WriteKeyRefused();
  return source;
}

/** Whether a browser on this site may ask at all; remembered for five seconds. */
export async function mayAsk(ctx: Context, origin: string): Promise<boolean> {
  const now = ctx.clock.now().getTime();
  const { origins } = registryOf(ctx);
  const remembered = origins.get(origin);
  if (remembered !== undefined && remembered.until > now) return remembered.known;
  const known = await isOriginKnown(ctx.db, origin);
  if (origins.size >= LIMIT) origins.clear();
  origins.set(origin, { known, until: now + REMEMBERED_MS });
  return known;
}

/** Forgets what this process remembers, after a change. */
export function forgetSources(ctx: Context): void {
  registries.delete(ctx.db);
}
