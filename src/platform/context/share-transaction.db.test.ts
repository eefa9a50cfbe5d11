import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Refusal } from '#kernel/errors';
import { useContext } from '#testing';
import { defineEvent } from '../outbox/event.ts';
import { AskApart, gathered, insisting, mayRely, prepared, rely } from '../postgres/index.ts';
import type { DatabaseTransaction, Tx } from './context.ts';

const Rung = defineEvent('BellRung', 1, 'bell', z.object({ guest: z.string() }));
const world = useContext();
const db = () => world.database.db;

class Full extends Refusal {
  constructor() {
    super('full', 'conflict');
  }
}

beforeAll(async () => {
  await sql`create table public.seat (guest text not null, hall text not null, xid text not null)`.execute(db());
});

/** Counts how many each run of the statement served. */
const served: number[] = [];
const sit = gathered(async (trx: DatabaseTransaction, guests: readonly { guest: string; hall: string }[]) => {
  served.push(guests.length);
  if (guests.length > 1 && guests.some(({ guest }) => guest.includes('shy'))) throw new AskApart('shy');
  const { rows } = await sql<{ xid: string }>`
    insert into public.seat select x.guest, x.hall, pg_current_xact_id()::text
    from json_to_recordset(${JSON.stringify(guests)}::json) as x (guest text, hall text)
    returning xid`.execute(trx);
  return rows.map((row) => row.xid);
});

/** The same where nobody waits for it: nobody called so may sit in company, and of some it cannot even be asked. */
const sitSurely = gathered(async (trx: DatabaseTransaction, guests: readonly { guest: string; hall: string }[]) => {
  served.push(guests.length);
  if (guests.some(({ guest }) => guest.includes('unspeakable'))) throw new Error('cannot be asked');
  await prepared`
    with seated as (
      insert into public.seat select x.guest, x.hall, pg_current_xact_id()::text
      from json_to_recordset(${JSON.stringify(guests)}::json) as x (guest text, hall text) returning guest
    ) ${insisting(prepared`not exists (select from seated where guest like '%solitary%')`, 'company is welcome')}`.execute(
    trx,
  );
  return guests.map(() => undefined);
});

const REFUSED = /^(refused|unwilling)/;

/** Takes a seat, rings, and says in which transaction; `refused` comes after both. */
function arrive(hall: string, guest: string, { key = `${hall}/${guest}`, apart = guest } = {}): Promise<string> {
  const work = async (tx: Tx): Promise<string> => {
    // By then the keys are claimed, and nothing is waited for any more.
    if (hall.startsWith('nine')) await prepared`select 1`.execute(tx.db);
    if (guest.startsWith('unwilling')) throw new Full();
    const relies = guest.startsWith('sure') && mayRely(tx.db);
    if (relies) rely(tx.db, sitSurely(tx.db, { guest, hall }));
    const xid = relies ? 'unknown' : await sit(tx.db, { guest, hall });
    await tx.announce([Rung(crypto.randomUUID(), { guest })]);
    if (guest.startsWith('refused')) throw new Full();
    return xid;
  };
  return world.ctx({ key }).transaction(work, { verb: 'arrive', apart });
}

const seated = async (hall: string): Promise<string[]> => {
  const found = await sql<{ guest: string }>`select guest from public.seat where hall = ${hall} order by guest`.execute(
    db(),
  );
  return found.rows.map((row) => row.guest);
};
const rung = async (guests: readonly string[]): Promise<number> => {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from platform.outbox
    where event_type = 'BellRung' and payload ->> 'guest' = any(${[...guests]}::text[])`.execute(db());
  return found.rows[0]?.n ?? 0;
};

test('those who come at the same moment share a transaction and its statements, and keep their answers', async () => {
  served.length = 0;
  const guests = ['a', 'b', 'c', 'd', 'e'];
  const xids = await Promise.all(guests.map((guest) => arrive('one', guest)));
  expect(new Set(xids).size).toBe(1);
  expect(served).toEqual([5]);
  expect(await Promise.all(guests.map((guest) => arrive('one', guest)))).toEqual(xids);
  expect(await seated('one')).toEqual(guests);
  expect(await rung(guests)).toBe(5);
});

test('nobody waits for company: one alone runs at once, by itself', async () => {
  served.length = 0;
  await arrive('two', 'f');
  expect(served).toEqual([1]);
});

test('one who is refused is refused alone, and the others sit', async () => {
  const guests = ['g', 'refused-h', 'i'];
  const outcomes = await Promise.allSettled(guests.map((guest) => arrive('three', guest)));
  expect(outcomes.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(outcomes[1]).toMatchObject({ reason: { code: 'full' } });
  expect(await seated('three')).toEqual(['g', 'i']);
  expect(await rung(guests)).toBe(2);
});

test('what cannot be asked in company is asked alone', async () => {
  served.length = 0;
  await Promise.all(['j', 'shy-k', 'l'].map((guest) => arrive('four', guest)));
  expect(served).toEqual([3, 1, 1, 1]);
  expect(await seated('four')).toEqual(['j', 'l', 'shy-k']);
});

test('what is relied on is committed with the others, in one run, and nobody waits for its answer', async () => {
  served.length = 0;
  const guests = ['sure-a', 'sure-b', 'sure-c'];
  expect(await Promise.all(guests.map((guest) => arrive('seven', guest)))).toEqual(['unknown', 'unknown', 'unknown']);
  expect(served).toEqual([3]);
  expect(await seated('seven')).toEqual(guests);
  expect(await rung(guests)).toBe(3);
});

test.each(['sure-solitary', 'sure-unspeakable'])(
  'where %s does not hold nothing is committed, and each runs by itself',
  async (odd) => {
    const guests = ['sure-d', odd, 'e'].map((guest) => `${guest}-of-${odd}`);
    const xids = await Promise.all(guests.map((guest) => arrive(`eight-${odd}`, guest)));
    expect(new Set(xids).size).toBe(3);
    expect(xids).not.toContain('unknown');
    expect(await seated(`eight-${odd}`)).toEqual(guests.toSorted());
    expect(await rung(guests)).toBe(3);
  },
);

test('where another refuses at once, nothing of what is relied on is written behind the rollback', async () => {
  for (let round = 0; round < 20; round += 1) {
    const guests = ['sure-f', 'unwilling', 'sure-g'].map((guest) => `${guest}-${round}`);
    const outcomes = await Promise.allSettled(guests.map((guest) => arrive(`nine-${round}`, guest)));
    expect(outcomes.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await seated(`nine-${round}`)).toEqual([`sure-f-${round}`, `sure-g-${round}`]);
  }
});

test('nothing is relied on in a transaction that nobody shares', async () => {
  const work = async (tx: Tx): Promise<void> => rely(tx.db, Promise.resolve());
  await expect(world.ctx().transaction(work)).rejects.toThrow('nothing can be relied on');
});

test('those who want the same thing never share', async () => {
  const xids = await Promise.all(['m', 'n'].map((guest) => arrive('five', guest, { apart: 'the chair' })));
  expect(new Set(xids).size).toBe(2);
});

test('who comes behind those who wait for somebody does not wait with them', async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const stuck = ['w', 'x'].map((guest) =>
    world.ctx({ key: `six/${guest}` }).transaction(
      async (tx) => {
        begin();
        await released;
        return sit(tx.db, { guest, hall: 'six' });
      },
      { verb: 'arrive', apart: guest },
    ),
  );
  await begun;
  await arrive('six', 'y');
  expect(await seated('six')).toEqual(['y']);
  await arrive('six', 'z');
  expect(await seated('six')).toEqual(['y', 'z']);
  release();
  expect(new Set(await Promise.all(stuck)).size).toBe(1);
});

test('whatever comes at once, however often it is asked again: each takes effect once or not at all', async () => {
  let round = 0;
  const guest = fc.record({
    name: fc.constantFrom(
      'o',
      'p',
      'refused-q',
      'shy-r',
      'sure-s',
      'sure-t',
      'shy-u',
      'sure-solitary-v',
      'sure-unspeakable-w',
    ),
    times: fc.integer({ min: 1, max: 3 }),
    apart: fc.option(fc.constantFrom('x', 'y')),
  });
  const guests = fc.uniqueArray(guest, { selector: ({ name }) => name, minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(guests, async (coming) => {
      const hall = `hall-${round++}`;
      const asked = coming.flatMap((each) =>
        Array.from({ length: each.times }, () =>
          arrive(hall, `${each.name}-${hall}`, { apart: each.apart ?? each.name }).catch(() => 'refused'),
        ),
      );
      const answers = await Promise.all(asked);
      const taken = coming.filter(({ name }) => !REFUSED.test(name)).map(({ name }) => `${name}-${hall}`);
      expect(await seated(hall)).toEqual(taken.toSorted());
      expect(await rung(taken)).toBe(taken.length);
      // Each repetition got the answer of the first.
      let at = 0;
      for (const { times, name } of coming) {
        const own = answers.slice(at, (at += times));
        expect(new Set(own).size).toBe(1);
        expect(own[0] === 'refused').toBe(REFUSED.test(name));
      }
    }),
    { numRuns: 30 },
  );
});
