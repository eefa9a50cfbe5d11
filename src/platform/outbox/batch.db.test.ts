import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { useContext } from '#testing';
import { defineEvent } from './event.ts';
import { listParked } from './parked-store.ts';
import { drainOutbox } from './relay.ts';
import { retryParked } from './retry-parked.ts';
import { subscribeBatch, type Subscription } from './subscription.ts';

const Poured = defineEvent('GlassPoured', 1, 'glass', z.object({ name: z.string(), step: z.number() }));
const world = useContext();

beforeAll(async () => {
  await sql`create table public.pouring (name text not null, step integer not null)`.execute(world.database.db);
});

const pour = async (name: string, id: string, steps: readonly number[]): Promise<void> =>
  world.ctx().transaction((tx) => tx.announce(steps.map((step) => Poured(id, { name, step }))));

/** Writes down what it takes, in the transaction it is given; breaks at the steps that `fail` names. */
function scribe(name: string, fail: (step: number) => boolean = () => false) {
  const sizes: number[] = [];
  const subscription: Subscription = subscribeBatch(name, [Poured], async (tx, events) => {
    const mine = events.filter((event) => event.payload.name === name);
    for (const { payload } of mine) {
      await sql`insert into public.pouring values (${name}, ${payload.step})`.execute(tx.db);
      if (fail(payload.step)) throw new Error('no ink');
    }
    sizes.push(mine.length);
  });
  const written = async (): Promise<number[]> => {
    const found = await sql<{
      step: number;
    }>`select step from public.pouring where name = ${name} order by ctid`.execute(world.database.db);
    return found.rows.map((row) => row.step);
  };
  return { subscription, sizes, written };
}

test('many events take effect in one transaction, each once, in order', async () => {
  const { subscription, sizes, written } = scribe('batch.order');
  const steps = Array.from({ length: 2_100 }, (_, at) => at);
  await pour('batch.order', crypto.randomUUID(), steps);
  await drainOutbox(world.runtime, [subscription]);
  await drainOutbox(world.runtime, [subscription]);
  expect(await written()).toEqual(steps);
  expect(sizes).toEqual([2_000, 100]);
});

test('only the event that fails is parked, with those of its aggregate behind it; a retry goes on with both', async () => {
  let broken = true;
  const { subscription, written } = scribe('batch.poison', (step) => broken && step === 2);
  const [bad, good] = [crypto.randomUUID(), crypto.randomUUID()];
  await pour('batch.poison', bad, [1, 2, 3]);
  await pour('batch.poison', good, [11, 12]);
  await drainOutbox(world.runtime, [subscription]);
  expect(await written()).toEqual([1, 11, 12]);
  await pour('batch.poison', bad, [4]);
  await drainOutbox(world.runtime, [subscription]);
  const parked = (await listParked(world.database.db, undefined, 100)).filter(
    (each) => each.subscription === 'batch.poison',
  );
  expect(parked.map((each) => each.reason)).toEqual([
    'Error: no ink',
    'waits-behind-parked-event',
    'waits-behind-parked-event',
  ]);
  broken = false;
  await retryParked(world.ctx(), { subscription: 'batch.poison', aggregate: 'glass', aggregateId: bad });
  await drainOutbox(world.runtime, [subscription]);
  expect(await written()).toEqual([1, 11, 12, 2, 3, 4]);
});

test('delivered twice at the same time, it takes effect once', async () => {
  const { subscription, written } = scribe('batch.twice');
  const steps = Array.from({ length: 40 }, (_, at) => at);
  await pour('batch.twice', crypto.randomUUID(), steps);
  await Promise.all([1, 2, 3].map(() => drainOutbox(world.runtime, [subscription])));
  expect(await written()).toEqual(steps);
});
