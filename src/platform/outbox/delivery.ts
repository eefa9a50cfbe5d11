import type { Runtime } from '../context/index.ts';
import { systemContext } from '../context/index.ts';
import { isConnectionLoss } from '../postgres/index.ts';
import { keyOf, PAUSES, reasonOf, type DeliveryReport } from './attempt.ts';
import { deliverWhole, takeParked } from './deliver-whole.ts';
import { readPosition, saveCursor, type OutboxRow } from './outbox-store.ts';
import { deleteParked, parkEvents, wantedRetries } from './parked-store.ts';
import type { RecentEvents } from './recent-events.ts';
import { isBatch, payloadOf, type SingleSubscription, type Subscription } from './subscription.ts';

/** Events that are handled one by one before the cursor moves. */
const BATCH = 100;
/** Events that are taken in one transaction, or looked at for those that concern a subscription. */
const WHOLE_BATCH = 2_000;
export const batchOf = (subscription: Subscription): number => (isBatch(subscription) ? WHOLE_BATCH : BATCH);
/** Aggregates of one subscription that are worked on at once. */
const LANES = 4;

/**
 * Delivers the next batch of one subscription and moves its cursor. Events of one aggregate go one after the other;
 * aggregates go side by side. Losing the database is nobody's fault: it ends the batch without parking anything, and
 * the batch comes again.
 */
export async function deliverBatch(
  runtime: Runtime,
  subscription: Subscription,
  recent: RecentEvents,
): Promise<DeliveryReport> {
  const position = await readPosition(runtime.db, subscription.name);
  if (isBatch(subscription)) return deliverWhole(runtime, subscription, position, recent, WHOLE_BATCH);
  const types = subscription.events.map((event) => event.type);
  const limit = subscription.concerns === undefined ? BATCH : WHOLE_BATCH;
  const { rows, passed } = concerning(subscription, await recent.after(runtime.db, position.cursor, types, limit));
  const last = passed.at(-1);
  if (last === undefined) return { delivered: 0, parked: 0 };
  const report = await deliverGroups(runtime, subscription, groupByAggregate(rows), position.blocked);
  await saveCursor(runtime.db, subscription.name, last.seq);
  return { ...report, delivered: report.delivered + passed.length - rows.length };
}

/** The next events that concern a subscription, and all up to the last of them or, where they are few, to the end. */
function concerning(
  subscription: SingleSubscription,
  found: readonly OutboxRow[],
): { rows: OutboxRow[]; passed: readonly OutboxRow[] } {
  const rows: OutboxRow[] = [];
  for (const [at, row] of found.entries()) {
    if (concernsIt(subscription, row)) rows.push(row);
    if (rows.length === BATCH) return { rows, passed: found.slice(0, at + 1) };
  }
  return { rows, passed: found };
}

function concernsIt({ events, concerns }: SingleSubscription, row: OutboxRow): boolean {
  const event = events.find((candidate) => candidate.type === row.type);
  if (concerns === undefined || event === undefined) return true;
  try {
    return concerns({ ...row, payload: payloadOf(event, row) });
  } catch {
    // What cannot be read is parked with its reason when it is handled.
    return true;
  }
}

/** Tries again what a person asked to be tried again. */
export async function deliverRetries(runtime: Runtime, subscription: Subscription): Promise<DeliveryReport> {
  const rows = await wantedRetries(runtime.db, subscription.name, BATCH);
  let delivered = 0;
  let parked = 0;
  for (const group of groupByAggregate(rows)) {
    for (const [at, row] of group.entries()) {
      const failure = isBatch(subscription)
        ? await takeParked(runtime, subscription, row)
        : await tryDeliver(runtime, subscription, row);
      if (failure !== undefined) {
        // Those behind it wait for it again, however many there are: none is given while this one is stuck.
        await parkEvents(runtime.db, subscription.name, [row], failure, 1, runtime.clock.now());
        parked += group.length - at;
        break;
      }
      if (!isBatch(subscription)) await deleteParked(runtime.db, subscription.name, row.seq);
      delivered += 1;
    }
  }
  return { delivered, parked };
}

async function deliverGroups(
  runtime: Runtime,
  subscription: SingleSubscription,
  groups: OutboxRow[][],
  blocked: ReadonlySet<string>,
): Promise<DeliveryReport> {
  let delivered = 0;
  let parked = 0;
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let group = groups[next++]; group !== undefined; group = groups[next++]) {
      const done = await deliverGroup(runtime, subscription, group, blocked);
      delivered += done;
      parked += group.length - done;
    }
  };
  await Promise.all(Array.from({ length: Math.min(LANES, groups.length) }, lane));
  return { delivered, parked };
}

/** Delivers the events of one aggregate; answers how many went well, the rest is parked. */
async function deliverGroup(
  runtime: Runtime,
  subscription: SingleSubscription,
  group: OutboxRow[],
  blocked: ReadonlySet<string>,
): Promise<number> {
  const first = group[0];
  if (first === undefined) return 0;
  const now = runtime.clock.now();
  if (blocked.has(keyOf(first))) {
    await parkEvents(runtime.db, subscription.name, group, 'waits-behind-parked-event', 0, now);
    return 0;
  }
  for (const [at, row] of group.entries()) {
    const failure = await tryDeliver(runtime, subscription, row);
    if (failure !== undefined) {
      await parkEvents(runtime.db, subscription.name, [row], failure, PAUSES.length + 1, now);
      await parkEvents(runtime.db, subscription.name, group.slice(at + 1), 'waits-behind-parked-event', 0, now);
      return at;
    }
  }
  return group.length;
}

/** Answers undefined when the event took effect, else the reason why it did not. Throws when the database is gone. */
async function tryDeliver(
  runtime: Runtime,
  subscription: SingleSubscription,
  row: OutboxRow,
): Promise<string | undefined> {
  const event = subscription.events.find((candidate) => candidate.type === row.type);
  if (event === undefined) return `no-such-event: ${row.type}`;
  for (let tries = 0; ; tries++) {
    try {
      const ctx = systemContext(runtime, subscription.name, { key: row.eventId, fingerprint: '' });
      await subscription.handle(ctx, { ...row, payload: payloadOf(event, row) });
      return undefined;
    } catch (error) {
      if (isConnectionLoss(error)) throw error;
      const pause = PAUSES[tries];
      if (pause === undefined) return reasonOf(error);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

function groupByAggregate(rows: readonly OutboxRow[]): OutboxRow[][] {
  return [...Map.groupBy(rows, keyOf).values()];
}
