import { sql } from 'kysely';
import { ANNOUNCED } from '../outbox/outbox-store.ts';
import type { Database } from './context.ts';

/** Commits that announce something within it wake the relay once. */
const PAUSE_MS = 10;
/** The pause while so many commits fall into one that they are better carried together. */
const BUSY_PAUSE_MS = 500;
const BUSY_FROM = 2;

interface Waking {
  commits: number;
  pauseMs: number;
  waits: boolean;
}

const wakings = new WeakMap<Database, Waking>();

/**
 * Wakes the relay, a moment after a commit that announced something and outside of its transaction: a transaction that
 * notifies holds a lock of the whole server while it commits, so that no two of them share a flush of the log. When much
 * happens the moment is longer, and the relay carries many events at once. It looks by itself each second, should the
 * process end in between. What many did in one transaction counts as theirs.
 */
export function wakeRelay(db: Database, commits = 1): void {
  const waking = wakings.get(db) ?? { commits: 0, pauseMs: PAUSE_MS, waits: false };
  wakings.set(db, waking);
  waking.commits += commits;
  if (waking.waits) return;
  waking.waits = true;
  const timer = setTimeout(() => {
    waking.pauseMs = waking.commits * PAUSE_MS >= BUSY_FROM * waking.pauseMs ? BUSY_PAUSE_MS : PAUSE_MS;
    waking.waits = false;
    waking.commits = 0;
    sql`select pg_notify(${ANNOUNCED}, '')`.execute(db).catch(() => {});
  }, waking.pauseMs);
  timer.unref();
}
