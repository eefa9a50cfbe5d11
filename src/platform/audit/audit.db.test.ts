import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { seededUuid } from '#kernel/ids';
import { integerBetween, seededRandom } from '#kernel/random';
import { useDatabase } from '#testing';
import type { Database, DatabaseTransaction } from '../context/context.ts';
import { appendAudit, auditHead, migrations, sealAudit, tables, verifyAudit } from './index.ts';

const database = useDatabase({ schemas: [{ name: 'platform', migrations, tables }], poolSize: 20 });
const start = Date.parse('2026-03-01T02:00:00Z');
const random = seededRandom('audit');

async function append(db: Database | DatabaseTransaction, count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, at) => ({
    id: seededUuid(start + at, random),
    at: new Date(start + at),
    actor: { kind: 'system', name: 'test' } as const,
    entry: {
      action: 'approve-play',
      subject: { kind: 'play', id: `play-${at}` },
      details: { b: at, a: [1.5, null, '好'] },
    },
  }));
  await appendAudit(db, rows);
  return rows.map((row) => row.id);
}

const run = (statement: string): Promise<unknown> => sql.raw(statement).execute(database.db);

beforeEach(() =>
  run(`
    truncate platform.audit_entry, platform.audit_pending, platform.audit_seal;
    update platform.audit_head set seq = 0, entry_hash = decode(repeat('00', 32), 'hex');
  `),
);

/** Ten sealed entries; the ids in the order of the chain. */
async function sealedTen(): Promise<string[]> {
  await append(database.db, 10);
  expect(await sealAudit(database.db)).toBe(10);
  const rows = await sql<{ entry_id: string }>`select entry_id from platform.audit_seal order by seq`.execute(
    database.db,
  );
  return rows.rows.map((row) => row.entry_id);
}

describe('a whole chain', () => {
  test('an empty one holds', async () => {
    expect(await verifyAudit(database.db)).toEqual({
      ok: true,
      sealed: 0,
      unsealed: 0,
      head: { seq: 0, hash: '00'.repeat(32), at: undefined },
    });
    expect(await sealAudit(database.db)).toBe(0);
  });

  test('entries wait, are sealed, and an exported head stays true while the chain grows', async () => {
    await append(database.db, 3);
    expect(await verifyAudit(database.db)).toMatchObject({ ok: true, sealed: 0, unsealed: 3 });
    expect(await sealAudit(database.db)).toBe(3);
    const head = await auditHead(database.db);
    expect(head).toMatchObject({ seq: 3, at: new Date(start + 2) });
    await append(database.db, 2_500);
    expect(await sealAudit(database.db)).toBe(2_500);
    expect(await verifyAudit(database.db, { head })).toMatchObject({ ok: true, sealed: 2_503, unsealed: 0 });
  });

  test('what a transaction that commits late wrote is sealed after it, and what was rolled back never', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const { promise: written, resolve: hasWritten } = Promise.withResolvers<void>();
    const late = database.db.transaction().execute(async (trx) => {
      await append(trx, 2);
      hasWritten();
      await held;
    });
    await written;
    await append(database.db, 5);
    expect(await sealAudit(database.db)).toBe(5);
    await expect(
      database.db.transaction().execute(async (trx) => {
        await append(trx, 4);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await sealAudit(database.db)).toBe(0);
    release();
    await late;
    expect(await sealAudit(database.db)).toBe(2);
    expect(await verifyAudit(database.db)).toMatchObject({ ok: true, sealed: 7, unsealed: 0 });
  });

  test('many writers and several sealers leave one chain with every committed entry once', async () => {
    const chance = seededRandom('writers');
    const committed: string[] = [];
    const writers = Array.from({ length: 8 }, async () => {
      for (let round = 0; round < 25; round++) {
        const fails = chance.next() < 0.2;
        const ids = await database.db
          .transaction()
          .execute(async (trx) => {
            const first = await append(trx, integerBetween(chance, 1, 4));
            const second = await append(trx, 1);
            if (fails) throw new Error('rolled back');
            return [...first, ...second];
          })
          .catch((): string[] => []);
        committed.push(...ids);
      }
    });
    let writing = true;
    const sealers = Array.from({ length: 3 }, async () => {
      while (writing) await sealAudit(database.db);
    });
    await Promise.all(writers).finally(() => (writing = false));
    await Promise.all(sealers);
    await sealAudit(database.db);
    const verdict = await verifyAudit(database.db);
    expect(verdict).toMatchObject({ ok: true, sealed: committed.length, unsealed: 0 });
    const sealed = await sql<{ entry_id: string }>`select entry_id from platform.audit_seal`.execute(database.db);
    expect(sealed.rows.map((row) => row.entry_id).toSorted()).toEqual(committed.toSorted());
  });
});

describe('a chain that somebody touched', () => {
  test.each([
    ['action', `action_name = 'reject-play'`],
    ['time by a microsecond', `occurred_at = occurred_at + interval '1 microsecond'`],
    ['actor', `actor = '{"kind":"anonymous"}'`],
    ['details', `details = jsonb_set(details, '{b}', '99')`],
    ['purpose', `purpose = 'deliver'`],
    ['subject', `subject_id = 'play-x'`],
  ])('an edited %s is found', async (_what, change) => {
    const ids = await sealedTen();
    await run(`update platform.audit_entry set ${change} where entry_id = '${ids[4]}'`);
    expect(await verifyAudit(database.db)).toMatchObject({
      ok: false,
      sealed: 4,
      firstBroken: { fault: 'entry-changed', seq: 5, entryId: ids[4] },
    });
  });

  test('a deleted entry is found, with or without its link', async () => {
    const ids = await sealedTen();
    await run(`delete from platform.audit_entry where entry_id = '${ids[4]}'`);
    expect((await verifyAudit(database.db)).firstBroken).toEqual({ fault: 'entry-missing', seq: 5, entryId: ids[4] });
    await run(`delete from platform.audit_seal where entry_id = '${ids[4]}'`);
    expect((await verifyAudit(database.db)).firstBroken).toMatchObject({ fault: 'seal-missing', seq: 5 });
    await run(`update platform.audit_seal set seq = seq - 1 where seq > 5`);
    expect((await verifyAudit(database.db)).firstBroken).toMatchObject({ fault: 'entry-changed', seq: 5 });
  });

  test('an entry slipped in is found, outside the chain or squeezed into it', async () => {
    const ids = await sealedTen();
    const fake = seededUuid(start, random);
    await run(`
      insert into platform.audit_entry select '${fake}', occurred_at, actor, action_name, subject_kind, subject_id, purpose, details
      from platform.audit_entry where entry_id = '${ids[4]}'
    `);
    expect((await verifyAudit(database.db)).firstBroken).toEqual({ fault: 'entry-unchained', entryId: fake });
    await run(`
      update platform.audit_seal set seq = -seq + 1000 where seq > 5;
      update platform.audit_seal set seq = 1000 - seq + 1 where seq > 500;
      insert into platform.audit_seal select 6, '${fake}', entry_hash, previous_hash from platform.audit_seal where seq = 5;
    `);
    expect((await verifyAudit(database.db)).firstBroken).toMatchObject({ fault: 'entry-changed', seq: 6 });
  });

  test('swapped entries and swapped links are found', async () => {
    const ids = await sealedTen();
    await run(`
      update platform.audit_entry a set subject_id = b.subject_id, occurred_at = b.occurred_at, details = b.details
      from platform.audit_entry b
      where (a.entry_id, b.entry_id) in (('${ids[2]}', '${ids[6]}'), ('${ids[6]}', '${ids[2]}'))
    `);
    expect((await verifyAudit(database.db)).firstBroken).toMatchObject({ fault: 'entry-changed', seq: 3 });
  });

  test('links in another order are found', async () => {
    await sealedTen();
    await run(`
      update platform.audit_seal set seq = 100 where seq = 3;
      update platform.audit_seal set seq = 3 where seq = 7;
      update platform.audit_seal set seq = 7 where seq = 100;
    `);
    expect((await verifyAudit(database.db)).firstBroken).toMatchObject({ fault: 'entry-changed', seq: 3 });
  });

  test('a cut tail is found by the head, and by an exported head even when everything agrees again', async () => {
    const ids = await sealedTen();
    const head = await auditHead(database.db);
    const tail = ids
      .slice(7)
      .map((id) => `'${id}'`)
      .join(', ');
    await run(
      `delete from platform.audit_seal where seq > 7; delete from platform.audit_entry where entry_id in (${tail})`,
    );
    expect((await verifyAudit(database.db)).firstBroken).toMatchObject({ fault: 'head-differs', seq: 8 });
    await run(`
      update platform.audit_head h set seq = 7, entry_hash = s.entry_hash from platform.audit_seal s where s.seq = 7
    `);
    expect(await verifyAudit(database.db)).toMatchObject({ ok: true, sealed: 7 });
    expect((await verifyAudit(database.db, { head })).firstBroken).toEqual({ fault: 'export-differs', seq: 8 });
    await append(database.db, 5);
    await sealAudit(database.db);
    expect(await verifyAudit(database.db)).toMatchObject({ ok: true, sealed: 12 });
    expect((await verifyAudit(database.db, { head })).firstBroken).toMatchObject({ fault: 'export-differs', seq: 10 });
  });

  test('a chain computed anew does not contain the exported head', async () => {
    const ids = await sealedTen();
    const head = await auditHead(database.db);
    await run(`
      update platform.audit_entry set subject_id = 'other' where entry_id = '${ids[0]}';
      insert into platform.audit_pending select entry_id from platform.audit_seal;
      truncate platform.audit_seal;
      update platform.audit_head set seq = 0, entry_hash = decode(repeat('00', 32), 'hex');
    `);
    await sealAudit(database.db);
    expect(await verifyAudit(database.db)).toMatchObject({ ok: true, sealed: 10 });
    expect((await verifyAudit(database.db, { head })).firstBroken).toMatchObject({ fault: 'export-differs', seq: 10 });
  });

  test('an entry deleted while it waits is found', async () => {
    const [id] = await append(database.db, 1);
    await run('delete from platform.audit_entry');
    expect(await sealAudit(database.db)).toBe(0);
    expect((await verifyAudit(database.db)).firstBroken).toEqual({ fault: 'entry-missing', entryId: id });
  });
});
