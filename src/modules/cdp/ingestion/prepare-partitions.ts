import type { Context, Database } from '#platform/context';
import { createPartition, deleteMessages, monthOf } from './event-store.ts';
import { MESSAGE_WINDOW_MS } from './read-event.ts';

const MONTHS_AHEAD = 3;
/** Months whose partition this process has seen, by database. */
const prepared = new WeakMap<Database, Set<string>>();

/** Makes sure that events received now have a partition. Costs nothing but the first time in a month. */
export async function ensurePartition(ctx: Context, receivedAt: Date): Promise<void> {
  const month = monthOf(receivedAt);
  let known = prepared.get(ctx.db);
  if (known === undefined) prepared.set(ctx.db, (known = new Set()));
  if (known.has(month.name)) return;
  await ctx.db.transaction().execute((db) => createPartition(db, month));
  known.add(month.name);
}

/** Makes the partitions of this month and the next three, so that no batch ever waits for one. */
export async function preparePartitions(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
    await ctx.transaction(async (tx) => createPartition(tx.db, monthOf(now, ahead)));
  }
}

const FORGOTTEN_AT_ONCE = 20_000;

/** Forgets message ids older than the window of the duplicate check. */
export async function forgetMessages(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - MESSAGE_WINDOW_MS);
  while ((await deleteMessages(ctx.db, before, FORGOTTEN_AT_ONCE)) === FORGOTTEN_AT_ONCE);
}
