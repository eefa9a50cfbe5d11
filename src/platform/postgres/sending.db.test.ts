import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useDatabase } from '#testing';
import { openDatabase, type OpenDatabase } from './database.ts';

const database = useDatabase({ schemas: [] });
let one: OpenDatabase;

beforeAll(() => {
  one = openDatabase({ connection: database.connection, poolSize: 1 });
});
afterAll(() => one.close());

const backend = async (): Promise<number> =>
  (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(one.db)).rows[0]?.pid ?? 0;
const stateOf = async (pid: number): Promise<string | undefined> =>
  (await sql<{ state: string }>`select state from pg_stat_activity where pid = ${pid}`.execute(database.db)).rows[0]
    ?.state;

test('a transaction begins with its first statement, and holds nothing before', async () => {
  const pid = await backend();
  await one.db.transaction().execute(async (trx) => {
    expect(await stateOf(pid)).toBe('idle');
    await sql`select 1`.execute(trx);
    expect(await stateOf(pid)).toBe('idle in transaction');
  });
  expect(await stateOf(pid)).toBe('idle');
});

test('one in which nothing is asked, and one that fails before, leave the connection as it was', async () => {
  const pid = await backend();
  await one.db.transaction().execute(async () => {});
  const failed = one.db.transaction().execute(async () => {
    throw new Error('changed my mind');
  });
  await expect(failed).rejects.toThrow('changed my mind');
  expect(await backend()).toBe(pid);
  expect(await stateOf(pid)).toBe('idle');
});

test('statements that are asked for side by side are answered in that order, those behind a busy one too', async () => {
  const answered: number[] = [];
  const ask = async (number: number): Promise<void> => {
    const { rows } = await sql<{ number: number }>`select ${number}::int as number`.execute(one.db);
    answered.push(rows[0]?.number ?? 0);
  };
  await one.db.connection().execute(async (held) => {
    const busy = sql`select pg_sleep(0.05)`.execute(held).then(() => answered.push(0));
    const behind = [1, 2, 3].map(async (number) => {
      const { rows } = await sql<{ number: number }>`select ${number}::int as number`.execute(held);
      answered.push(rows[0]?.number ?? 0);
    });
    await Promise.all([busy, ...behind]);
  });
  await Promise.all([4, 5].map(ask));
  expect(answered).toEqual([0, 1, 2, 3, 4, 5]);
});

test('whoever begins by hand is answered at once', async () => {
  const client = await one.pool.connect();
  try {
    expect((await client.query('begin')).command).toBe('BEGIN');
    await client.query('rollback');
  } finally {
    client.release();
  }
});
