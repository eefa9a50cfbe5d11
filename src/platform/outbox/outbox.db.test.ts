import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { seededRandom } from '#kernel/random';
import { createContext, type Context } from '#platform/context';
import { useContext } from '#testing';
import { defineEvent, type Announcement } from './event.ts';
import { drainOutbox, Relay } from './relay.ts';
import { pruneOutbox, sequence } from './outbox-store.ts';
import { listParked } from './parked-store.ts';
import { dropParked, retryParked } from './retry-parked.ts';
import { subscribe, type Subscription } from './subscription.ts';
import { createLog } from '../telemetry/index.ts';

const Counted = defineEvent('CounterCounted', 1, 'counter', z.object({ step: z.number() }));
const Marked = defineEvent('CounterMarked', 1, 'counter', z.object({ step: z.number() }));
const Noted = defineEvent('CounterNoted', 1, 'counter', z.object({ step: z.number() }));

const world = useContext();

const announce = (ctx: Context, events: readonly Announcement[]): Promise<void> =>
  ctx.transaction((tx) => tx.announce(events));

/** A subscription that remembers what took effect, in a transaction, as a verb would. */
function recorder(name: string, fail: (id: string, step: number) => boolean = () => false) {
  const seen: { id: string; step: number }[] = [];
  const subscription: Subscription = subscribe(name, [Counted], async (ctx, event) => {
    await ctx.transaction(async () => {
      if (fail(event.aggregateId, event.payload.step)) throw new Error('no ink');
      return null;
    });
    seen.push({ id: event.aggregateId, step: event.payload.step });
  });
  return { subscription, seen };
}

describe('delivery', () => {
  test('keeps the order of an aggregate and takes every event once', async () => {
    const { subscription, seen } = recorder('test.order');
    const id = crypto.randomUUID();
    for (let step = 0; step < 250; step++) await announce(world.ctx(), [Counted(id, { step })]);
    await drainOutbox(world.runtime, [subscription]);
    await drainOutbox(world.runtime, [subscription]);
    expect(seen.filter((s) => s.id === id).map((s) => s.step)).toEqual(Array.from({ length: 250 }, (_, at) => at));
  });

  test('what does not concern a subscription is passed over, also beside what is parked; what cannot be read is not', async () => {
    const seen: number[] = [];
    const asked: number[] = [];
    const ids: string[] = Array.from({ length: 5 }, () => crypto.randomUUID());
    const events = Array.from({ length: 1_000 }, (_, step) => Marked(ids[step % 5] ?? '', { step }));
    await announce(world.ctx(), events);
    const unreadable = crypto.randomUUID();
    await announce(world.ctx(), [Marked(unreadable, { step: 1_007 })]);
    await sql`
      update platform.outbox set payload = '{"step":"seven"}' where aggregate_id = ${unreadable}`.execute(
      world.database.db,
    );
    const subscription = subscribe(
      'test.concerns',
      [Marked],
      async (_, { payload }) => {
        if (payload.step === 14) throw new Error('no ink');
        seen.push(payload.step);
      },
      ({ payload, aggregateId }) => {
        asked.push(payload.step);
        return ids.includes(aggregateId) && payload.step % 7 === 0;
      },
    );
    await drainOutbox(world.runtime, [subscription]);
    const parked = (await listParked(world.database.db, undefined, 1_000)).filter(
      (p) => p.subscription === 'test.concerns',
    );
    const behind = (step: number): boolean => step >= 14 && step % 5 === 14 % 5;
    const wanted = Array.from({ length: 143 }, (_, at) => 7 * at);
    expect(seen.toSorted((a, b) => a - b)).toEqual(wanted.filter((step) => !behind(step)));
    expect(parked).toHaveLength(wanted.filter(behind).length + 1);
    expect(parked.some((p) => p.aggregateId === unreadable)).toBe(true);
    expect(new Set(asked).size).toBe(1_000);
  });

  test('an event that commits late, after younger ones were delivered, is still delivered', async () => {
    const { subscription, seen } = recorder('test.late');
    const late = crypto.randomUUID();
    const early = crypto.randomUUID();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let appended = (): void => undefined;
    const isAppended = new Promise<void>((resolve) => (appended = resolve));
    const slow = world.ctx().transaction(async (tx) => {
      await tx.announce([Counted(late, { step: 1 })]);
      appended();
      await held;
    });
    await isAppended;
    await announce(world.ctx(), [Counted(early, { step: 1 })]);
    await drainOutbox(world.runtime, [subscription]);
    expect(seen.map((s) => s.id)).toContain(early);
    expect(seen.map((s) => s.id)).not.toContain(late);
    release();
    await slow;
    await drainOutbox(world.runtime, [subscription]);
    expect(seen.map((s) => s.id)).toContain(late);
  });

  test('many writers and a sequencer at once: nothing is skipped, each aggregate stays in order', async () => {
    const { subscription, seen } = recorder('test.concurrent');
    const random = seededRandom(7);
    const ids = Array.from({ length: 12 }, () => crypto.randomUUID());
    const steps = new Map(ids.map((id) => [id, 0]));
    const written: Promise<void>[] = [];
    // One chain of transactions per aggregate, as a row lock would serialise them; the chains interleave freely.
    for (const id of ids) {
      written.push(
        (async () => {
          for (let step = 0; step < 20; step++) {
            await world.ctx().transaction(async (tx) => {
              await tx.announce([Counted(id, { step })]);
              if (random.next() < 0.3) await sql`select pg_sleep(${random.next() * 0.01})`.execute(tx.db);
            });
            steps.set(id, step + 1);
          }
        })(),
      );
    }
    let writing = true;
    const all = Promise.all(written).finally(() => (writing = false));
    while (writing) await drainOutbox(world.runtime, [subscription]);
    await all;
    await drainOutbox(world.runtime, [subscription]);
    for (const id of ids) {
      expect(seen.filter((s) => s.id === id).map((s) => s.step)).toEqual(Array.from({ length: 20 }, (_, at) => at));
    }
  });

  test('two sequencers never give the same number', async () => {
    const id = crypto.randomUUID();
    for (let step = 0; step < 40; step++) await announce(world.ctx(), [Noted(id, { step })]);
    const { db } = world.database;
    await Promise.all([sequence(db, 10), sequence(db, 10), sequence(db, 10), sequence(db, 10)]);
    await sequence(db, 1_000);
    const rows = await sql<{ seq: number; step: number }>`
      select seq, (payload ->> 'step')::int as step from platform.outbox where aggregate_id = ${id} order by seq`.execute(
      db,
    );
    expect(rows.rows.map((row) => row.step)).toEqual(Array.from({ length: 40 }, (_, at) => at));
    expect(new Set(rows.rows.map((row) => row.seq)).size).toBe(40);
  });

  test('a repetition after a crash between effect and cursor does not take effect twice', async () => {
    let effects = 0;
    const id = crypto.randomUUID();
    const subscription = subscribe('test.crash', [Counted], async (ctx, event) => {
      if (event.aggregateId !== id) return;
      await ctx.transaction(async () => {
        effects += 1;
        return null;
      });
    });
    await announce(world.ctx(), [Counted(id, { step: 1 })]);
    await drainOutbox(world.runtime, [subscription]);
    await sql`delete from platform.subscription_cursor where subscription = 'test.crash'`.execute(world.database.db);
    await drainOutbox(world.runtime, [subscription]);
    expect(effects).toBe(1);
  });
});

describe('parking', () => {
  test('a failing event parks its aggregate alone; a retry delivers all of it in order', async () => {
    let broken = true;
    const bad = crypto.randomUUID();
    const good = crypto.randomUUID();
    const { subscription, seen } = recorder('test.park', (id) => broken && id === bad);
    await announce(world.ctx(), [Counted(bad, { step: 1 }), Counted(good, { step: 1 }), Counted(bad, { step: 2 })]);
    await drainOutbox(world.runtime, [subscription]);
    await announce(world.ctx(), [Counted(bad, { step: 3 }), Counted(good, { step: 2 })]);
    await drainOutbox(world.runtime, [subscription]);
    expect(seen.filter((s) => s.id === good).map((s) => s.step)).toEqual([1, 2]);
    const parked = (await listParked(world.database.db, undefined, 100)).filter((p) => p.subscription === 'test.park');
    expect(parked.map((p) => p.aggregateId)).toEqual([bad, bad, bad]);
    expect(parked[0]?.reason).toContain('no ink');

    broken = false;
    const aggregate = { subscription: 'test.park', aggregate: 'counter', aggregateId: bad };
    expect(await retryParked(world.ctx(), aggregate)).toEqual({ events: 3 });
    await drainOutbox(world.runtime, [subscription]);
    expect(seen.filter((s) => s.id === bad).map((s) => s.step)).toEqual([1, 2, 3]);
    expect((await listParked(world.database.db, undefined, 100)).filter((p) => p.subscription === 'test.park')).toEqual(
      [],
    );
  });

  test('dropping the poison with a reason frees the events behind it and is audited', async () => {
    const bad = crypto.randomUUID();
    const { subscription, seen } = recorder('test.drop', (id, step) => id === bad && step === 1);
    await announce(world.ctx(), [Counted(bad, { step: 1 }), Counted(bad, { step: 2 })]);
    await drainOutbox(world.runtime, [subscription]);
    const [poison] = (await listParked(world.database.db, undefined, 100)).filter((p) => p.aggregateId === bad);
    const aggregate = { subscription: 'test.drop', aggregate: 'counter', aggregateId: bad };
    await dropParked(world.ctx(), { ...aggregate, seq: poison?.seq ?? 0, reason: '重复的测试数据' });
    await drainOutbox(world.runtime, [subscription]);
    expect(seen.filter((s) => s.id === bad).map((s) => s.step)).toEqual([2]);
    const audited = await sql<{ details: { reason: string } }>`
      select details from platform.audit_entry where action_name = 'drop-parked' and subject_id = ${bad}`.execute(
      world.database.db,
    );
    expect(audited.rows[0]?.details.reason).toBe('重复的测试数据');
  });
});

describe('retries', () => {
  const parkedOf = async (subscription: string) =>
    (await listParked(world.database.db, undefined, 1_000)).filter((parked) => parked.subscription === subscription);

  test('that fail again leave all that waits behind them waiting, however many they are', async () => {
    const id = crypto.randomUUID();
    let broken = true;
    const { subscription, seen } = recorder('test.retry', (at, step) => at === id && broken && step === 0);
    const aggregate = { subscription: 'test.retry', aggregate: 'counter', aggregateId: id };
    // More than one batch of retries.
    await announce(
      world.ctx(),
      Array.from({ length: 230 }, (_, step) => Counted(id, { step })),
    );
    await drainOutbox(world.runtime, [subscription]);
    await retryParked(world.ctx(), aggregate);
    await drainOutbox(world.runtime, [subscription]);
    expect(seen.filter((s) => s.id === id)).toEqual([]);
    expect(await parkedOf('test.retry')).toHaveLength(230);

    broken = false;
    await retryParked(world.ctx(), aggregate);
    // One that comes while the retry is wanted waits behind the others and is delivered after them.
    await announce(world.ctx(), [Counted(id, { step: 230 })]);
    await drainOutbox(world.runtime, [subscription]);
    expect(seen.filter((s) => s.id === id).map((s) => s.step)).toEqual(Array.from({ length: 231 }, (_, step) => step));
    expect(await parkedOf('test.retry')).toEqual([]);
  });

  test('are listed page by page, also where several subscriptions parked the same event', async () => {
    const id = crypto.randomUUID();
    const recorders = ['test.page-a', 'test.page-b', 'test.page-c'].map(
      (name) => recorder(name, (at) => at === id).subscription,
    );
    await announce(world.ctx(), [Counted(id, { step: 1 }), Counted(id, { step: 2 })]);
    await drainOutbox(world.runtime, recorders);
    const all = await listParked(world.database.db, undefined, 1_000);
    const paged = [];
    for (let last = undefined as (typeof all)[number] | undefined; ;) {
      const page = await listParked(world.database.db, last, 1);
      last = page.at(-1);
      if (last === undefined) break;
      paged.push(last);
    }
    expect(paged).toEqual(all);
    expect(all.filter((parked) => parked.aggregateId === id)).toHaveLength(6);
  });

  test('quote no values of rows in the reason', async () => {
    const id = crypto.randomUUID();
    const subscription = subscribe('test.reason', [Counted], async (ctx, event) => {
      if (event.aggregateId === id)
        await ctx.transaction((tx) => sql`select ${'王小明 13912345678'}::text::uuid`.execute(tx.db));
    });
    await announce(world.ctx(), [Counted(id, { step: 1 })]);
    await drainOutbox(world.runtime, [subscription]);
    const [parked] = await parkedOf('test.reason');
    expect(parked?.reason).toContain('invalid input syntax for type uuid');
    expect(parked?.reason).not.toMatch(/13912345678|王小明/);
  });
});

describe('pruning', () => {
  test('takes what every live subscription has passed, and lets cursors of the past hold nothing', async () => {
    const { db } = world.database;
    const id = crypto.randomUUID();
    const { subscription } = recorder('test.prune');
    const slow = recorder('test.prune-slow').subscription;
    await announce(world.ctx(), [Counted(id, { step: 1 })]);
    await sequence(db, 1_000);
    const kept = async () =>
      (await sql`select 1 from platform.outbox where aggregate_id = ${id}`.execute(db)).rows.length;
    const later = new Date(world.clock.now().getTime() + 1);
    await drainOutbox(world.runtime, [subscription]);
    await sql`insert into platform.subscription_cursor values ('test.long-gone', 0)`.execute(db);
    await pruneOutbox(db, later, 10_000, ['test.prune', 'test.prune-slow']);
    expect(await kept()).toBe(1);
    await drainOutbox(world.runtime, [slow]);
    await pruneOutbox(db, world.clock.now(), 10_000, ['test.prune', 'test.prune-slow']);
    expect(await kept()).toBe(1);
    await pruneOutbox(db, later, 10_000, ['test.prune', 'test.prune-slow']);
    expect(await kept()).toBe(0);
  });
});

describe('relay', () => {
  test('wakes on a commit and hands over when the active relay stops', async () => {
    const log = createLog('silent');
    const delivered: string[] = [];
    let arrived = (): void => undefined;
    const subscription = subscribe('test.relay', [Noted], async (_ctx, event) => {
      delivered.push(event.aggregateId);
      arrived();
    });
    const options = {
      runtime: world.runtime,
      connection: world.database.connection,
      subscriptions: [subscription],
      log,
    };
    const next = (): Promise<void> => new Promise((resolve) => (arrived = resolve));
    const first = new Relay(options);
    const second = new Relay(options);
    first.start();
    const one = crypto.randomUUID();
    let waiting = next();
    await announce(world.ctx(), [Noted(one, { step: 1 })]);
    while (!delivered.includes(one)) {
      await waiting;
      waiting = next();
    }
    second.start();
    await first.stop();
    const two = crypto.randomUUID();
    await announce(world.ctx(), [Noted(two, { step: 1 })]);
    while (!delivered.includes(two)) {
      await waiting;
      waiting = next();
    }
    await second.stop();
    expect(delivered.filter((id) => id === one)).toHaveLength(1);
    expect(delivered.filter((id) => id === two)).toHaveLength(1);
  });
});

describe('commands', () => {
  test('the same key gets the same answer, dates included, and runs once', async () => {
    let runs = 0;
    const at = new Date('2026-01-02T03:04:05.678Z');
    const ask = (): Promise<unknown> =>
      world.ctx({ key: 'same-key' }).transaction(async () => {
        runs += 1;
        return { at, list: [1, { at }], nothing: null };
      });
    const first = await ask();
    const [second, third] = await Promise.all([ask(), ask()]);
    expect(second).toEqual(first);
    expect(third).toEqual({ at, list: [1, { at }], nothing: null });
    expect(runs).toBe(1);
  });

  test('the same key for something else is refused', async () => {
    const actor = { kind: 'system', name: 'test' } as const;
    const ask = (fingerprint: string): Promise<unknown> =>
      createContext(world.runtime, { actor, command: { key: 'twice', fingerprint } }).transaction(async () => 1);
    await ask('a');
    await expect(ask('b')).rejects.toMatchObject({ code: 'idempotency-key-reused' });
  });

  test('a refused command leaves nothing behind and may be tried again', async () => {
    const ask = (fails: boolean): Promise<unknown> =>
      world.ctx({ key: 'again' }).transaction(async (tx) => {
        await tx.announce([Noted(crypto.randomUUID(), { step: 1 })]);
        if (fails) throw new Error('refused');
        return 'done';
      });
    await expect(ask(true)).rejects.toThrow('refused');
    expect(await ask(false)).toBe('done');
  });

  test('one context under a key runs one transaction; parts have keys of their own', async () => {
    const ctx = world.ctx({ key: 'parts' });
    await ctx.transaction(async () => 1);
    await expect(ctx.transaction(async () => 2)).rejects.toThrow('ctx.under');
    expect(await ctx.under('second').transaction(async () => 2)).toBe(2);
  });
});
