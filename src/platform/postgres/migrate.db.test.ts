import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { migrate, MigrationFailed, MigrationRefused, type ModuleSchema } from '#platform/postgres';
import { makeDatabase, useDatabase } from '../../../tests/support/database.ts';

const platform: ModuleSchema = { name: 'platform', migrations: [], tables: { migration: 'local' } };

function shop(...ups: string[]): ModuleSchema {
  const migrations = ups.map((up, index) => ({ name: `000${index + 1}-step`, up }));
  return { name: 'shop', migrations, tables: { item: 'reference' } };
}

const ITEMS = 'create table shop.item (id int primary key); insert into shop.item values (1)';
const COLOUR = 'alter table shop.item add colour text';

describe('migrate', () => {
  const database = useDatabase({ schemas: [] });

  test('applies what is missing, once, in order', async () => {
    const reversed = { ...shop(ITEMS, COLOUR), migrations: shop(ITEMS, COLOUR).migrations.toReversed() };
    expect(await migrate(database.db, [platform, reversed])).toEqual({ applied: ['shop/0001-step', 'shop/0002-step'] });
    expect(await migrate(database.db, [platform, reversed])).toEqual({ applied: [] });
    const { rows } = await sql`select id, colour from shop.item`.execute(database.db);
    expect(rows).toEqual([{ id: 1, colour: null }]);
  });

  test('refuses a migration that was edited after it was applied, and says which', async () => {
    const edited = migrate(database.db, [platform, shop(ITEMS, `${COLOUR} default 'red'`)]);
    await expect(edited).rejects.toThrow(MigrationRefused);
    await expect(edited).rejects.toThrow('shop/0002-step was changed');
  });

  test('does not take line endings for an edit', async () => {
    await expect(migrate(database.db, [platform, shop(`${ITEMS}\r\n`, `\n${COLOUR}`)])).resolves.toEqual({
      applied: [],
    });
  });

  test('refuses a database that a newer program has migrated', async () => {
    await expect(migrate(database.db, [platform, shop(ITEMS)])).rejects.toThrow('shop/0002-step');
    await expect(migrate(database.db, [platform])).rejects.toThrow(MigrationRefused);
  });

  test('rolls a failing migration back, names it, and goes on from there next time', async () => {
    const broken = shop(ITEMS, COLOUR, 'alter table shop.item add size int; select 1/0');
    const failing = migrate(database.db, [platform, broken]);
    await expect(failing).rejects.toThrow(MigrationFailed);
    await expect(failing).rejects.toThrow('shop/0003-step');
    const mended = shop(ITEMS, COLOUR, 'alter table shop.item add size int');
    expect(await migrate(database.db, [platform, mended])).toEqual({ applied: ['shop/0003-step'] });
  });

  test('refuses a migration given twice', async () => {
    await expect(migrate(database.db, [platform, platform])).rejects.toThrow('platform is given twice');
  });
});

test('several starters at once apply each migration once', async () => {
  const made = await makeDatabase({ schemas: [] });
  try {
    const results = await Promise.all(
      Array.from({ length: 6 }, async () => migrate(made.opened.db, [platform, shop(ITEMS, COLOUR)])),
    );
    expect(results.flatMap((result) => result.applied).toSorted()).toEqual(['shop/0001-step', 'shop/0002-step']);
  } finally {
    await made.drop();
  }
});
