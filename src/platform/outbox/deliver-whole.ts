import { systemContext, type Runtime } from '../context/index.ts';
import type { Tx } from '../context/context.ts';
import { isConnectionLoss } from '../postgres/index.ts';
import { keyOf, PAUSES, reasonOf, type DeliveryReport } from './attempt.ts';
import type { Delivered } from './event.ts';
import { lockCursor, saveCursor, type OutboxRow, type Position } from './outbox-store.ts';
import { deleteParked, parkEvents } from './parked-store.ts';
import type { RecentEvents } from './recent-events.ts';
import { payloadOf, type BatchSubscription } from './subscription.ts';

/** The cursor stood elsewhere than where it was read: another relay delivers. */
class DeliveredElsewhere extends Error {}

const WAITS = 'waits-behind-parked-event';

/**
 * Delivers the next events of a batch subscription: all of them in one transaction, which moves the cursor too, so that
 * each takes effect once. Where that fails, one after the other, each with its cursor, so that only the event that is to
 * blame is parked, and those of its aggregate behind it.
 */
export async function deliverWhole(
  runtime: Runtime,
  subscription: BatchSubscription,
  { cursor, blocked }: Position,
  recent: RecentEvents,
  limit: number,
): Promise<DeliveryReport> {
  const types = subscription.events.map((event) => event.type);
  const rows = await recent.after(runtime.db, cursor, types, limit);
  if (rows.length === 0) return { delivered: 0, parked: 0 };
  try {
    return await takeTogether(runtime, subscription, { cursor, rows, blocked });
  } catch (error) {
    if (isConnectionLoss(error)) throw error;
    if (error instanceof DeliveredElsewhere) return { delivered: 0, parked: 0 };
    return takeApart(runtime, subscription, { cursor, rows, blocked });
  }
}

interface Batch {
  readonly cursor: number;
  readonly rows: readonly OutboxRow[];
  readonly blocked: ReadonlySet<string>;
}

/** One transaction: the cursor is locked, what is blocked is parked, the rest takes effect. */
async function takeTogether(
  runtime: Runtime,
  subscription: BatchSubscription,
  { cursor, rows, blocked }: Batch,
): Promise<DeliveryReport> {
  const free = rows.filter((row) => !blocked.has(keyOf(row)));
  const waiting = rows.filter((row) => blocked.has(keyOf(row)));
  const events = free.map((row) => toDelivered(subscription, row));
  const ctx = systemContext(runtime, subscription.name);
  await ctx.transaction(async (tx) => {
    await holdCursor(tx, subscription, cursor);
    if (waiting.length > 0) await parkEvents(tx.db, subscription.name, waiting, WAITS, 0, tx.now);
    if (events.length > 0) await subscription.takeBatch(tx, events, ctx);
    await saveCursor(tx.db, subscription.name, rows.at(-1)?.seq ?? cursor);
  });
  return { delivered: free.length, parked: waiting.length };
}

async function takeApart(runtime: Runtime, subscription: BatchSubscription, batch: Batch): Promise<DeliveryReport> {
  const blocked = new Set(batch.blocked);
  const report = { delivered: 0, parked: 0 };
  let cursor = batch.cursor;
  for (const row of batch.rows) {
    const failure = await takeOne(runtime, subscription, { cursor, rows: [row], blocked });
    if (failure === 'elsewhere') break;
    if (failure !== undefined) {
      await systemContext(runtime, subscription.name).transaction(async (tx) => {
        await holdCursor(tx, subscription, cursor);
        await parkEvents(tx.db, subscription.name, [row], failure.reason, PAUSES.length + 1, tx.now);
        await saveCursor(tx.db, subscription.name, row.seq);
      });
      blocked.add(keyOf(row));
    }
    if (failure !== undefined || blocked.has(keyOf(row))) report.parked += 1;
    else report.delivered += 1;
    cursor = row.seq;
  }
  return report;
}

/** Tries one event a few times; answers why it could not be taken. Throws when the database is gone. */
async function takeOne(
  runtime: Runtime,
  subscription: BatchSubscription,
  batch: Batch,
): Promise<{ readonly reason: string } | 'elsewhere' | undefined> {
  for (let tries = 0; ; tries++) {
    try {
      await takeTogether(runtime, subscription, batch);
      return undefined;
    } catch (error) {
      if (isConnectionLoss(error)) throw error;
      if (error instanceof DeliveredElsewhere) return 'elsewhere';
      const pause = PAUSES[tries];
      if (pause === undefined) return { reason: reasonOf(error) };
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** Takes one parked event again, and off the list, in one transaction. Answers why it could not be taken. */
export async function takeParked(
  runtime: Runtime,
  subscription: BatchSubscription,
  row: OutboxRow,
): Promise<string | undefined> {
  try {
    const ctx = systemContext(runtime, subscription.name);
    await ctx.transaction(async (tx) => {
      // Whoever takes it off the list makes it take effect.
      if ((await deleteParked(tx.db, subscription.name, row.seq)) === 0) return;
      await subscription.takeBatch(tx, [toDelivered(subscription, row)], ctx);
    });
    return undefined;
  } catch (error) {
    if (isConnectionLoss(error)) throw error;
    return reasonOf(error);
  }
}

async function holdCursor(tx: Tx, subscription: BatchSubscription, expected: number): Promise<void> {
  if ((await lockCursor(tx.db, subscription.name)) !== expected) throw new DeliveredElsewhere();
}

function toDelivered(subscription: BatchSubscription, row: OutboxRow): Delivered<never> {
  const event = subscription.events.find((candidate) => candidate.type === row.type);
  if (event === undefined) throw new Error(`no such event: ${row.type}`);
  return { ...row, payload: payloadOf(event, row) };
}
