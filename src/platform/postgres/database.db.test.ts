import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import {
  checkServerVersion,
  createDatabaseIfMissing,
  isConnectionLoss,
  isRetryable,
  isUniqueViolation,
  openDatabase,
} from '#platform/postgres';
import { useDatabase } from '../../../tests/support/database.ts';

const database = useDatabase({ schemas: [] });

describe('values', () => {
  test('arrive as the types that the program counts on', async () => {
    const { rows } = await sql`
      select 9007199254740991::bigint as big, count(*) as counted, 0.10::numeric as share, '2026-06-06'::date as day,
        '2026-06-06 10:00:00.123+08'::timestamptz as at, array[1, null]::bigint[] as bigs, array[1.50]::numeric[] as shares,
        array['2026-06-06']::date[] as days, '{{1,2},{3,4}}'::bigint[] as grid, array['a']::text[] as words, '{"a":1}'::jsonb as doc
    `.execute(database.db);
    expect(rows).toEqual([
      {
        big: 9_007_199_254_740_991,
        counted: 1,
        share: '0.10',
        day: '2026-06-06',
        at: new Date('2026-06-06T02:00:00.123Z'),
        bigs: [1, null],
        shares: ['1.50'],
        days: ['2026-06-06'],
        grid: [
          [1, 2],
          [3, 4],
        ],
        words: ['a'],
        doc: { a: 1 },
      },
    ]);
  });

  test('that a number cannot hold exactly are an error, and the connection goes on', async () => {
    const reading = sql`select 9007199254740993::bigint as big`.execute(database.db);
    await expect(reading).rejects.toThrow(RangeError);
    expect(await sql`select current_setting('timezone') as zone`.execute(database.db)).toMatchObject({
      rows: [{ zone: 'UTC' }],
    });
  });
});

test('the server is new enough', async () => {
  expect(Number.parseInt(await checkServerVersion(database.db), 10)).toBeGreaterThanOrEqual(15);
});

test('a database is made once, however many ask for it', async () => {
  const name = `${database.name}_more`;
  const made = await Promise.all([1, 2, 3].map(async () => createDatabaseIfMissing(database.connection, name)));
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(await createDatabaseIfMissing(database.connection, name)).toBe(false);
});

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('errors', () => {
  test('tell a unique violation by its constraint', async () => {
    await sql`create table public.coupon (code int constraint coupon_code unique)`.execute(database.db);
    const error = await errorOf(sql`insert into public.coupon values (1), (1)`.execute(database.db));
    expect([
      isUniqueViolation(error),
      isUniqueViolation(error, 'coupon_code'),
      isUniqueViolation(error, 'other'),
    ]).toEqual([true, true, false]);
    expect([isRetryable(error), isConnectionLoss(error)]).toEqual([false, false]);
  });

  test('tell a lost connection, in a query and between two of a transaction; the pool makes a new one', async () => {
    const other = openDatabase({ connection: database.connection, poolSize: 1 });
    const error = await errorOf(sql`select pg_terminate_backend(pg_backend_pid())`.execute(other.db));
    expect(isConnectionLoss(error)).toBe(true);
    await expect.poll(async () => errorOf(sql`select 1`.execute(other.db))).toBeUndefined();
    const between = other.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await sql`select pg_terminate_backend(${rows[0]!.pid}, 5000)`.execute(database.db);
      await sql`select 1`.execute(tx);
    });
    expect(isConnectionLoss(await errorOf(between))).toBe(true);
    await expect.poll(async () => errorOf(sql`select 1`.execute(other.db))).toBeUndefined();
    await other.close();
    const nowhere = openDatabase({ connection: { host: '/nowhere', database: 'x' }, poolSize: 1 });
    expect(isConnectionLoss(await errorOf(sql`select 1`.execute(nowhere.db)))).toBe(true);
    await nowhere.close();
  });

  test('tell a deadlock, which may be tried again, also where it is wrapped', async () => {
    await sql
      .raw('create table public.stock (id int primary key, n int); insert into public.stock values (1, 0), (2, 0)')
      .execute(database.db);
    let arrived = 0;
    let bothHold: () => void;
    const meeting = new Promise<void>((resolve) => (bothHold = resolve));
    const take = async (first: number, second: number): Promise<void> =>
      database.db.transaction().execute(async (tx) => {
        await sql`update public.stock set n = n + 1 where id = ${first}`.execute(tx);
        if (++arrived === 2) bothHold();
        await meeting;
        await sql`update public.stock set n = n + 1 where id = ${second}`.execute(tx);
      });
    const [one, other] = await Promise.all([errorOf(take(1, 2)), errorOf(take(2, 1))]);
    const victim = one ?? other;
    expect(isRetryable(victim)).toBe(true);
    expect(isRetryable(new Error('in a verb', { cause: victim }))).toBe(true);
  });
});
