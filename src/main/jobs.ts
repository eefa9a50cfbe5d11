import { addDays } from '#kernel/time';
import { pruneSessions, pruneSignIns } from '#platform/auth';
import { pruneCommands, type Context, type DatabaseTransaction } from '#platform/context';
import type { Job } from '#platform/jobs';
import { pruneOutbox } from '#platform/outbox';

/** Kept long enough that no retry of a client or of the relay comes after. */
const COMMAND_DAYS = 30;
const OUTBOX_DAYS = 90;
const SESSION_DAYS = 30;
/** Codes live for minutes and failures count for minutes; a day is plenty. */
const SIGN_IN_DAYS = 1;
const BATCH = 5_000;

/** Jobs of the platform itself; `subscriptions` are the live ones, which must have taken an event before it goes. */
export const platformJobs = (subscriptions: readonly string[]): readonly Job[] => [
  {
    name: 'platform.sweep-files',
    cron: '50 4 * * *',
    handle: async (ctx) => {
      await ctx.services.files.sweep(ctx.db);
    },
  },
  {
    name: 'platform.prune',
    cron: '20 4 * * *',
    handle: async (ctx) => {
      const now = ctx.clock.now();
      await inBatches(ctx, (db) => pruneCommands(db, addDays(now, -COMMAND_DAYS), BATCH));
      await inBatches(ctx, (db) => pruneOutbox(db, addDays(now, -OUTBOX_DAYS), BATCH, subscriptions));
      await inBatches(ctx, (db) => pruneSessions(db, addDays(now, -SESSION_DAYS), BATCH));
      await inBatches(ctx, (db) => pruneSignIns(db, addDays(now, -SIGN_IN_DAYS), BATCH));
    },
  },
];

/** Small transactions, so that pruning never holds up those who work. */
async function inBatches(ctx: Context, prune: (db: DatabaseTransaction) => Promise<number>): Promise<void> {
  for (;;) {
    const pruned = await ctx.transaction((tx) => prune(tx.db));
    if (pruned < BATCH) return;
  }
}
