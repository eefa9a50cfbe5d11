import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { useDatabase } from '#testing';
import { connectionSettings, openDatabase } from './database.ts';
import { pipeStatements } from './piped.ts';
import { prepared } from './prepared.ts';

const database = useDatabase({ schemas: [] });

beforeAll(async () => {
  await sql`create table public.note (place integer generated always as identity, word text not null unique)`.execute(
    database.db,
  );
});

const words = async (): Promise<string[]> => {
  const { rows } = await sql<{ word: string }>`select word from public.note order by place`.execute(database.db);
  return rows.map(({ word }) => word);
};
const note = (word: string) => prepared`insert into public.note (word) values (${word})`;

test('statements that are asked for side by side are run in the order of asking, others behind what they waited for', async () => {
  await database.db.transaction().execute(async (trx) => {
    await pipeStatements(trx);
    await Promise.all(['a', 'b', 'c', 'd'].map((word) => note(word).execute(trx)));
    await sql`insert into public.note (word) values ('e')`.execute(trx);
    await note('f').execute(trx);
  });
  expect(await words()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});

test('where one fails those behind it fail too, nothing is written, and the connection is as good as before', async () => {
  const before = await words();
  for (let round = 0; round < 20; round += 1) {
    const outcomes: string[] = [];
    const failed = database.db.transaction().execute(async (trx) => {
      await pipeStatements(trx);
      const all = ['g', 'a', 'h'].map((word) => note(word).execute(trx));
      for (const { status } of await Promise.allSettled(all)) outcomes.push(status);
      await all[1];
    });
    await expect(failed).rejects.toMatchObject({ code: '23505' });
    expect(outcomes).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await words()).toEqual(before);
  }
});

test('whoever gives up leaves those that are under way behind, and nothing is written', async () => {
  const before = await words();
  const failed = database.db.transaction().execute(async (trx) => {
    await pipeStatements(trx);
    for (const word of ['i', 'j', 'k'])
      note(word)
        .execute(trx)
        .catch(() => {});
    throw new Error('changed my mind');
  });
  await expect(failed).rejects.toThrow('changed my mind');
  expect(await words()).toEqual(before);
});

test('the next statement goes out before the answer to the one before has come', async () => {
  const happened: string[] = [];
  const connection = connectionSettings(database.connection);
  const opened = openDatabase({ connection, poolSize: 1 });
  opened.pool.on('acquire', (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>;
    const heard = async (...given: unknown[]): Promise<unknown> => {
      const word = (given[1] as string[] | undefined)?.[0];
      if (word !== undefined) happened.push(`${word} asked`);
      const answer = await query(...given);
      if (word !== undefined) happened.push(`${word} answered`);
      return answer;
    };
    client.query = heard as typeof client.query;
  });
  try {
    await opened.db.transaction().execute(async (trx) => {
      await pipeStatements(trx);
      await Promise.all(['l', 'm', 'n'].map((word) => note(word).execute(trx)));
    });
  } finally {
    await opened.close();
  }
  expect(happened).toEqual(['l asked', 'm asked', 'n asked', 'l answered', 'm answered', 'n answered']);
});
