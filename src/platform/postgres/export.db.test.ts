import { createHash } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportDatabase, type ModuleSchema, restoreDatabase, RestoreRefused } from '#platform/postgres';
import { type MadeDatabase, makeDatabase, useDatabase } from '../../../tests/support/database.ts';

const platform: ModuleSchema = { name: 'platform', migrations: [], tables: { migration: 'local' } };

const shop: ModuleSchema = {
  name: 'shop',
  tables: {
    setting: 'reference',
    node: 'reference',
    sale: { by: 'city_id' },
    thing: 'local',
    later: 'local',
    "odd 'name": 'local',
  },
  migrations: [
    {
      name: '0001-everything',
      up: `
        create type shop.colour as enum ('red', 'green');
        create table shop.setting (name text primary key, worth text not null);
        insert into shop.setting values ('a', 'as migrated'), ('b', 'as migrated');
        create table shop.node (id int primary key, parent_id int references shop.node (id) deferrable, thing_id bigint);
        create table shop.thing (
          id bigint generated always as identity primary key, node_id int references shop.node (id),
          bytes bytea, doc jsonb, at timestamptz, day date, span interval, price numeric, exact numeric(20,6), big bigint,
          real8 double precision, words text[], grid int[][], tx xid8, uuid uuid, colour shop.colour, colours shop.colour[],
          net inet, code char(5), flag boolean, during tstzrange,
          doubled bigint generated always as (big / 2) stored
        );
        alter table shop.node add foreign key (thing_id) references shop.thing (id);
        create table shop.sale (city_id int not null, at timestamptz not null, fen bigint, primary key (city_id, at))
          partition by range (at);
        create table shop.sale_2026_01 partition of shop.sale for values from ('2026-01-01Z') to ('2026-02-01Z');
        create table shop."odd 'name" ("a ""column" text, serial_number serial primary key);
        create table shop.later (id int primary key);`,
    },
  ],
};
const schemas = [platform, shop];

async function fill(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    update shop.setting set worth = 'changed' where name = 'b';
    create table shop.sale_2026_02 partition of shop.sale for values from ('2026-02-01Z') to ('2026-03-01Z') partition by list (city_id);
    create table shop.sale_2026_02_1 partition of shop.sale_2026_02 for values in (1, 2);
    create table shop.sale_rest partition of shop.sale default;
    insert into shop.sale select city, '2026-01-20Z'::timestamptz + n * interval '7 hours 1 microsecond', n
      from generate_series(1, 2) city, generate_series(1, 200) n;
    insert into shop.node select n, n + 1 from generate_series(1, 99) n where false;
    insert into shop.node values (3, null), (2, 3), (1, 2), (4, 4);
    insert into shop.thing (node_id, bytes, doc, at, day, span, price, exact, big, real8, words, grid, tx, uuid, colour, colours,
      net, code, flag, during)
    values
      (1, '\\x00ff0a5c27', '{"b":[1,2.50,"\\u00e9\\n",null],"a":{"双":"轮 \\\\ \\" "}}', '2026-02-03 04:05:06.123457+08', '0044-03-15 BC',
       '1 year 2 mons -3 days 04:05:06.000007', 123456789012345678901234567890.000100, -1.5, 9223372036854775807, 0.1,
       array['', 'NULL', null, 'a,"b"\\c', E'line\\nbreak', '{}'], '{{1,2},{3,null}}', '18446744073709551615',
       '019a0000-0000-7000-8000-000000000001', 'green', '{red,green}', '10.0.0.0/8', 'ab', true, '[2026-01-01Z,)'),
      (4, '', 'null', 'infinity', '-infinity', '0', 'NaN', 0, -9223372036854775808, '-infinity',
       '{}', '{}', '0', null, null, '{}', '::1', '', false, 'empty'),
      (null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    insert into shop.thing (big) select n from generate_series(1, 2500) n;
    insert into shop.thing (bytes) select decode(repeat(md5(n::text), 40000), 'hex') from generate_series(1, 12) n;
    update shop.node set thing_id = 2 where id = 1;
    insert into shop."odd 'name" ("a ""column") values ('x'), (null)`)
    .execute(db);
}

/** Every row of every table as the server writes it, and where the sequences stand. */
async function picture(db: Kysely<unknown>): Promise<Record<string, unknown>> {
  const seen: Record<string, unknown> = {};
  for (const table of Object.keys(shop.tables)) {
    const { rows } = await sql<{ line: string }>`
      select row_to_json(given)::text || given::text as line from ${sql.id('shop', table)} given order by 1
    `.execute(db);
    seen[table] = createHash('sha256').update(JSON.stringify(rows)).digest('hex') + rows.length;
  }
  const catalogue = await sql`
    select conrelid::regclass::text as item, pg_get_constraintdef(oid) as detail from pg_constraint
      where connamespace = 'shop'::regnamespace and contype = 'f'
    union all select inhrelid::regclass::text, pg_get_expr(c.relpartbound, c.oid) from pg_inherits
      join pg_class c on c.oid = inhrelid where c.relkind in ('r', 'p')
    union all select sequencename, last_value::text from pg_sequences where schemaname = 'shop' order by 1, 2
  `.execute(db);
  return { ...seen, catalogue: catalogue.rows };
}

async function exported(db: Kysely<unknown>, onProgress?: () => Promise<void>): Promise<Buffer> {
  const parts: Buffer[] = [];
  const into = new Writable({
    write(chunk: Buffer, _, done) {
      parts.push(chunk);
      done();
    },
  });
  await exportDatabase(db, schemas, into, onProgress === undefined ? {} : { onProgress });
  return Buffer.concat(parts);
}

async function refusal(restoring: Promise<unknown>): Promise<RestoreRefused> {
  const error: unknown = await restoring.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RestoreRefused)) throw new Error(`expected RestoreRefused, got ${String(error)}`);
  return error;
}

describe('export and restore', () => {
  const source = useDatabase({ schemas });
  let file: Buffer;
  let target: MadeDatabase;

  beforeAll(async () => {
    await fill(source.db);
    file = await exported(source.db);
    target = await makeDatabase({ schemas });
  });
  afterAll(async () => target.drop());

  test.each([
    ['a file of another kind', () => Buffer.from('PK not gzip'), 'not-an-export'],
    ['gzip of something else', () => gzipSync('{"format":"other"}\n'), 'not-an-export'],
    ['an empty file', () => Buffer.alloc(0), 'damaged'],
    ['a file cut off', () => file.subarray(0, file.length - 20), 'damaged'],
    ['lines cut off', () => gzipSync(gunzipSync(file).subarray(0, -200)), 'damaged'],
    ['a changed figure', () => gzipSync(gunzipSync(file).toString().replace('0.000100"', '0.000101"')), 'damaged'],
    [
      'a row twice',
      () =>
        gzipSync(
          gunzipSync(file)
            .toString()
            .replace(/(\n\["x".*?\])/, '$1$1'),
        ),
      'damaged',
    ],
    [
      'a row that refers to nothing',
      () => gzipSync(gunzipSync(file).toString().replace('["4","4",', '["4","5",')),
      'damaged',
    ],
    [
      'a missing row',
      () =>
        gzipSync(
          gunzipSync(file)
            .toString()
            .replace(/\n\["x".*?\]/, ''),
        ),
      'damaged',
    ],
    ['something behind the end', () => gzipSync(`${gunzipSync(file).toString()}[]\n`), 'damaged'],
  ])('refuses %s and changes nothing', async (_, make, code) => {
    const before = await picture(target.opened.db);
    const error = await refusal(restoreDatabase(target.opened.db, schemas, Readable.from([make()])));
    expect(error.code).toBe(code);
    expect(await picture(target.opened.db)).toEqual(before);
  });

  test('gives back every value exactly, in partitions made since, and goes on counting where it stood', async () => {
    const steps: number[] = [];
    const result = await restoreDatabase(target.opened.db, schemas, Readable.from([file]), {
      onProgress: (progress) => void steps.push(progress.rowsDone / progress.rowsTotal),
    });
    expect(result.rows).toBe(2 + 4 + 400 + 2515 + 2);
    expect(steps.at(-1)).toBe(1);
    expect(await picture(target.opened.db)).toEqual(await picture(source.db));
    const next = await sql`insert into shop.thing (big) values (1) returning id`.execute(target.opened.db);
    expect(next.rows).toEqual([{ id: 2516 }]);
    const orphan = sql`insert into shop.node values (9, 8)`.execute(target.opened.db);
    await expect(orphan).rejects.toThrow('foreign key');
  });

  test('refuses a database that holds data', async () => {
    const error = await refusal(restoreDatabase(target.opened.db, schemas, Readable.from([file])));
    expect(error.code).toBe('not-empty');
    expect(error.message).toMatch(/shop\.\w+/);
  });

  test('refuses a database of other migrations, and names them', async () => {
    const more = {
      ...shop,
      migrations: [...shop.migrations, { name: '0002-more', up: 'create table shop.more (id int)' }],
    };
    const newer = await makeDatabase({ schemas: [platform, more] });
    try {
      const error = await refusal(restoreDatabase(newer.opened.db, [platform, more], Readable.from([file])));
      expect(error.code).toBe('migrations-differ');
      expect(error.message).toContain('shop/0002-more');
    } finally {
      await newer.drop();
    }
  });

  test('refuses a schema that was changed by hand', async () => {
    const changed = await makeDatabase({ schemas });
    try {
      await sql`alter table shop.later add note text`.execute(changed.opened.db);
      const error = await refusal(restoreDatabase(changed.opened.db, schemas, Readable.from([file])));
      expect(error.code).toBe('tables-differ');
      expect(error.message).toContain('shop.later');
    } finally {
      await changed.drop();
    }
  });

  test('is the database at one moment, while others write', async () => {
    const rowsOf = (bytes: Buffer): string => gunzipSync(bytes).toString().split('\n').slice(1, -2).join('\n');
    let wrote = false;
    const during = await exported(source.db, async () => {
      if (wrote) return;
      wrote = true;
      await sql.raw(`update shop.node set thing_id = null; delete from shop.thing`).execute(source.db);
    });
    expect(rowsOf(during) === rowsOf(file)).toBe(true);
    expect(rowsOf(await exported(source.db)) === rowsOf(file)).toBe(false);
  });

  test('ends with the error of the stream that it writes to', async () => {
    const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error('no space left')) });
    await expect(exportDatabase(source.db, schemas, full)).rejects.toThrow('no space left');
    expect(await sql`select 1 as up`.execute(source.db)).toMatchObject({ rows: [{ up: 1 }] });
  });
});
