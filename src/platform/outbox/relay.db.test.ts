import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { useContext } from '#testing';
import { createLog } from '../telemetry/index.ts';
import { defineEvent, type Announcement } from './event.ts';
import { headSeq, readPosition, saveCursor, sequence } from './outbox-store.ts';
import { drainOutbox, Relay } from './relay.ts';
import { retryParked } from './retry-parked.ts';
import { subscribe, type Subscription } from './subscription.ts';
import { findWaiting, moveIdleCursors } from './waiting-store.ts';

const Rang = defineEvent('BellRang', 1, 'bell', z.object({ step: z.number() }));
const Cast = defineEvent('BellCast', 1, 'bell', z.object({ step: z.number() }));

const world = useContext();
const started: Relay[] = [];

afterEach(async () => {
  for (const relay of started.splice(0)) await relay.stop();
});

const announce = (events: readonly Announcement[]): Promise<void> =>
  world.ctx().transaction((tx) => tx.announce(events));

/** A subscription that remembers what it took, and whom one can wait with until it has taken something. */
function bellRinger(name: string, fails: (id: string, step: number) => boolean = () => false) {
  const taken: string[] = [];
  let arrived = (): void => undefined;
  const subscription = subscribe(name, [Rang], async (_ctx, event) => {
    if (fails(event.aggregateId, event.payload.step)) throw new Error('cracked');
    taken.push(`${event.aggregateId}/${event.payload.step}`);
    arrived();
  });
  const until = async (...wanted: string[]): Promise<void> => {
    while (!wanted.every((each) => taken.includes(each))) await new Promise<void>((resolve) => (arrived = resolve));
  };
  return { subscription, taken, until };
}

function startRelay(...subscriptions: Subscription[]): Relay {
  const { runtime } = world;
  const relay = new Relay({
    runtime,
    connection: world.database.connection,
    subscriptions,
    log: createLog('silent'),
  });
  started.push(relay);
  relay.start();
  return relay;
}

const subscribed = (...subscriptions: Subscription[]) =>
  subscriptions.map(({ name, events }) => ({ name, types: events.map((event) => event.type) }));

/** Appends an event as `announce` does, but wakes nobody. */
const appendSilently = (id: string, step: number) => sql`
  insert into platform.outbox (event_id, event_type, version, aggregate, aggregate_id, payload, occurred_at)
  values (${crypto.randomUUID()}, 'BellRang', 1, 'bell', ${id}, ${JSON.stringify({ step })}::jsonb,
    ${world.clock.now()})`;

describe('the timer', () => {
  test('repairs a lost notice, before and after the event has its number', async () => {
    const ringer = bellRinger('test.lost-notice');
    startRelay(ringer.subscription);
    const [first, silent, numbered] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    await announce([Rang(first, { step: 1 })]);
    await ringer.until(`${first}/1`);
    await appendSilently(silent, 1).execute(world.database.db);
    await ringer.until(`${silent}/1`);
    // Somebody else gave the number: no sequencing of the relay will ever tell of this one.
    await world.database.db.transaction().execute(async (trx) => {
      const head = await sql<{ seq: number }>`
        update platform.outbox_head set seq = seq + 1 returning seq`.execute(trx);
      await appendSilently(numbered, 1).execute(trx);
      await sql`
        update platform.outbox set seq = ${head.rows[0]!.seq} where aggregate_id = ${numbered}`.execute(trx);
    });
    await ringer.until(`${numbered}/1`);
    expect(ringer.taken.slice(-3)).toEqual([`${first}/1`, `${silent}/1`, `${numbered}/1`]);
  });

  test('runs a subscription whose parked events are wanted again, in order', async () => {
    let isCracked = true;
    const bad = crypto.randomUUID();
    const ringer = bellRinger('test.retry-due', (id, step) => isCracked && id === bad && step === 1);
    await announce([Rang(bad, { step: 1 }), Rang(bad, { step: 2 })]);
    await drainOutbox(world.runtime, [ringer.subscription]);
    startRelay(ringer.subscription);
    const good = crypto.randomUUID();
    await announce([Rang(good, { step: 1 }), Rang(bad, { step: 3 })]);
    await ringer.until(`${good}/1`);
    isCracked = false;
    await retryParked(world.ctx(), { subscription: 'test.retry-due', aggregate: 'bell', aggregateId: bad });
    await ringer.until(`${bad}/3`);
    expect(ringer.taken.filter((each) => each.startsWith(bad))).toEqual([`${bad}/1`, `${bad}/2`, `${bad}/3`]);
  });

  test('goes on after the connection that holds the lock was lost', async () => {
    const ringer = bellRinger('test.lost-lock');
    startRelay(ringer.subscription);
    const [before, after] = [crypto.randomUUID(), crypto.randomUUID()];
    await announce([Rang(before, { step: 1 })]);
    await ringer.until(`${before}/1`);
    const ended = await sql`
      select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
      where l.locktype = 'advisory' and d.datname = current_database() and l.objid = ${0x7477_0001}`.execute(
      world.database.db,
    );
    expect(ended.rows).toHaveLength(1);
    await announce([Rang(after, { step: 1 })]);
    await ringer.until(`${after}/1`);
    // It is new and takes what was before as well, side by side.
    const own = ringer.taken.filter((each) => each.startsWith(before) || each.startsWith(after));
    expect(own).toEqual([`${before}/1`, `${after}/1`]);
  });
});

describe('what waits', () => {
  test('is events behind the cursor, parked events that are wanted, and events without a number', async () => {
    const { db } = world.database;
    const id = crypto.randomUUID();
    let isCracked = true;
    const up = bellRinger('test.waits-up').subscription;
    const behind = bellRinger('test.waits-behind').subscription;
    const stuck = bellRinger('test.waits-stuck', (at, step) => isCracked && at === id && step === 1).subscription;
    const other = subscribe('test.waits-other', [Cast], async () => undefined);
    const asked = subscribed(up, behind, stuck, other);
    await announce([Rang(id, { step: 1 }), Rang(id, { step: 2 })]);
    expect((await findWaiting(db, asked)).isUnsequenced).toBe(true);
    await drainOutbox(world.runtime, [up, stuck]);
    const nothing = { isUnsequenced: false, behind: new Set([behind.name]), retries: new Set() };
    expect(await findWaiting(db, asked)).toEqual(nothing);
    // Those behind it are wanted as well, but the first is stuck again: nothing is to be tried.
    const aggregate = { subscription: stuck.name, aggregate: 'bell', aggregateId: id };
    await retryParked(world.ctx(), aggregate);
    expect(await findWaiting(db, asked)).toEqual({ ...nothing, retries: new Set([stuck.name]) });
    await drainOutbox(world.runtime, [stuck]);
    expect(await findWaiting(db, asked)).toEqual(nothing);
    isCracked = false;
    await retryParked(world.ctx(), aggregate);
    await drainOutbox(world.runtime, [behind, stuck]);
    expect(await findWaiting(db, asked)).toEqual({ isUnsequenced: false, behind: new Set(), retries: new Set() });
  });

  test('holds a cursor where it is; cursors of idle subscriptions move to the head, new ones too', async () => {
    const { db } = world.database;
    const [idle, fresh, behind] = ['test.idle', 'test.fresh', 'test.behind'];
    const cast = (name: string) => subscribe(name, [Cast], async () => undefined);
    const asked = subscribed(cast(idle!), cast(fresh!), bellRinger(behind!).subscription);
    await announce([Cast(crypto.randomUUID(), { step: 1 })]);
    await sequence(db, 1_000);
    const start = await headSeq(db);
    await saveCursor(db, idle!, start);
    await saveCursor(db, behind!, start);
    await announce([Rang(crypto.randomUUID(), { step: 1 })]);
    await sequence(db, 1_000);
    const head = await headSeq(db);
    expect(head).toBeGreaterThan(start);
    // The new one has yet to take what was cast before.
    expect(await moveIdleCursors(db, asked)).toBe(1);
    const cursors = () =>
      Promise.all([idle!, fresh!, behind!].map(async (name) => (await readPosition(db, name)).cursor));
    expect(await cursors()).toEqual([head, 0, start]);
    await saveCursor(db, behind!, head);
    await announce([Rang(crypto.randomUUID(), { step: 2 })]);
    await sequence(db, 1_000);
    const silent = subscribe('test.silent', [defineEvent('BellSlept', 1, 'bell', z.object({}))], async () => undefined);
    expect(await moveIdleCursors(db, [...asked, ...subscribed(silent)])).toBe(2);
    expect(await cursors()).toEqual([head + 1, 0, head]);
    expect((await readPosition(db, silent.name)).cursor).toBe(head + 1);
    expect(await moveIdleCursors(db, [...asked, ...subscribed(silent)])).toBe(0);
  });
});
