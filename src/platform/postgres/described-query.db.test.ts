import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useDatabase } from '#testing';
import { openDatabase, type OpenDatabase } from './database.ts';
import { prepared } from './prepared.ts';

const database = useDatabase({ schemas: [] });
let one: OpenDatabase;

beforeAll(() => {
  // One connection: what it has learnt is what the next statement meets.
  one = openDatabase({ connection: database.connection, poolSize: 1 });
});
afterAll(() => one.close());

const kinds = (words: readonly string[]) => prepared<{ word: string }>`
  select word, length(word) as long, null::text as none, '{"a":[1]}'::jsonb as doc, true as yes,
    timestamptz '2026-06-06 02:00Z' as at, array[1, 2] as list, 12::bigint as big
  from unnest(${words}::text[]) as w (word)`;

test('a statement reads the same in every run, with many rows and with none', async () => {
  const facts = { none: null, doc: { a: [1] }, yes: true, at: new Date('2026-06-06T02:00:00Z'), list: [1, 2], big: 12 };
  const first = await kinds(['一', '二二']).execute(one.db);
  expect(first.rows).toEqual([
    expect.objectContaining({ ...facts, word: '一', long: 1 }),
    expect.objectContaining({ ...facts, word: '二二', long: 2 }),
  ]);
  expect(await kinds(['一', '二二']).execute(one.db)).toEqual(first);
  expect((await kinds([]).execute(one.db)).rows).toEqual([]);
  const together = await Promise.all(['a', 'bb', 'ccc'].map((word) => kinds([word]).execute(one.db)));
  expect(together.map(({ rows }) => rows[0])).toMatchObject([{ long: 1 }, { long: 2 }, { long: 3 }]);
});

test('one that answers no rows says how many it changed, each time', async () => {
  await sql`create table public.mark (word text primary key)`.execute(one.db);
  const mark = (word: string) => prepared`insert into public.mark (word) values (${word}) on conflict do nothing`;
  const changed = [];
  for (const word of ['a', 'b', 'a']) changed.push((await mark(word).execute(one.db)).numAffectedRows);
  expect(changed).toEqual([1n, 1n, 0n]);
});

test('rows that have come to look otherwise are refused, not read as they were', async () => {
  await sql`create table public.wide (word text); insert into public.wide values ('a')`.execute(one.db);
  const all = prepared<object>`select * from public.wide`;
  for (let run = 0; run < 2; run += 1) expect((await all.execute(one.db)).rows).toEqual([{ word: 'a' }]);
  await sql`alter table public.wide add column more integer default 7`.execute(one.db);
  await expect(all.execute(one.db)).rejects.toThrow('cached plan must not change result type');
  expect((await kinds(['a']).execute(one.db)).rows).toMatchObject([{ long: 1 }]);
});

test('a value that cannot be sent fails that run alone', async () => {
  const echo = (value: unknown) => prepared<{ text: string }>`select ${value}::text as text`;
  for (const text of ['a', 'b']) expect((await echo(text).execute(one.db)).rows).toEqual([{ text }]);
  const bad = {
    toPostgres: () => {
      throw new Error('no words for it');
    },
  };
  const [before, failed, after] = await Promise.allSettled(['a', bad, 'b'].map((each) => echo(each).execute(one.db)));
  expect([before, after]).toMatchObject([{ value: { rows: [{ text: 'a' }] } }, { value: { rows: [{ text: 'b' }] } }]);
  expect(failed).toMatchObject({ reason: { message: 'no words for it' } });
  expect((await echo('c').execute(one.db)).rows).toEqual([{ text: 'c' }]);
});
