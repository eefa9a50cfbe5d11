import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { useDatabase } from '#testing';
import { checkSchemas, type Finding } from './check-schemas.ts';
import { SOUND, VIOLATING, type Fixture } from './fixtures.ts';

const database = useDatabase({ schemas: [] });

/** Makes the fixture's schema, and a neighbour, in a transaction that is taken back. */
async function lint({ up, tables }: Fixture): Promise<Finding[]> {
  const transaction = await database.db.startTransaction().execute();
  try {
    await sql.raw('create schema neighbour; create table neighbour.place (id uuid primary key)').execute(transaction);
    await sql.raw(`create schema fixture; set local search_path to fixture; ${up}`).execute(transaction);
    const neighbour = { name: 'neighbour', migrations: [], tables: { place: 'reference' } } as const;
    return await checkSchemas(transaction, [{ name: 'fixture', migrations: [], tables }, neighbour]);
  } finally {
    await transaction.rollback().execute();
  }
}

describe('the schema lint', () => {
  test.each(SOUND)('lets pass: $title', async (fixture) => {
    expect(await lint(fixture)).toEqual([]);
  });

  test.each(VIOLATING)('finds: $title', async (fixture) => {
    const found = await lint(fixture);
    expect(found).toEqual(
      fixture.finds.map(({ rule, table, says }) => ({
        schema: 'fixture',
        table,
        rule,
        message: expect.stringMatching(says),
      })),
    );
  });

  test('tells a table in a schema of nobody', async () => {
    const transaction = await database.db.startTransaction().execute();
    await sql.raw('create schema nobody; create table nobody.thing (id int primary key)').execute(transaction);
    const found = await checkSchemas(transaction, []);
    await transaction.rollback().execute();
    expect(found).toContainEqual(
      expect.objectContaining({ schema: 'nobody', table: 'thing', rule: 'undeclared-table' }),
    );
  });
});
