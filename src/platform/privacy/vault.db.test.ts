import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { seededUuid, type PersonId } from '#kernel/ids';
import { seededRandom, systemRandom } from '#kernel/random';
import { ManualClock } from '#kernel/time';
import { migrations as auditMigrations, tables as auditTables } from '#platform/audit';
import { systemContext, type Services, type Tx } from '#platform/context';
import { useDatabase } from '#testing';
import {
  createVault,
  InvalidPersonalData,
  InvalidPersonalValue,
  MasterKeyMissing,
  migrations,
  PersonErased,
  SealBroken,
  tables,
  TooManyPersons,
  UnknownPurpose,
  type Purpose,
} from './index.ts';

const database = useDatabase({
  schemas: [
    { name: 'platform', migrations: [...migrations, ...auditMigrations], tables: { ...tables, ...auditTables } },
  ],
});
const clock = new ManualClock('2026-03-01T02:00:00Z');
const hashKey = randomBytes(32);
const oldMaster = { id: 'old', key: randomBytes(32) };
const newMaster = { id: 'new', key: randomBytes(32) };
const vault = createVault({ masterKeys: [oldMaster], hashKey });

const random = seededRandom('vault');
const newPerson = (): PersonId => seededUuid(clock.now().getTime(), random) as PersonId;
let lastPhone = 13_900_000_000;
const newPhone = (): string => String((lastPhone += 1));

function within<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const runtime = { db: database.db, clock, random: systemRandom, services: { vault } as unknown as Services };
  return systemContext(runtime, 'vault-test').transaction(work);
}
const readAll = (personId: PersonId, from = vault) =>
  within((tx) => from.read(tx, { personIds: [personId], kinds: ['phone', 'name'], purpose: 'follow_up_lead' }));

async function count(table: string, personId: PersonId): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*) as n from ${sql.table(`platform.${table}`)} where person_id = ${personId}
  `.execute(database.db);
  return Number(found.rows[0]?.n);
}

describe('put and read', () => {
  test('values come back in clear for a purpose, and the read is audited with ids and kinds only', async () => {
    const personId = newPerson();
    const phone = newPhone();
    await within((tx) => vault.put(tx, [{ personId, fields: { phone: ` ${phone} `, name: '王 芳' } }]));
    const answer = await within((tx) =>
      vault.read(tx, {
        personIds: [personId],
        kinds: ['phone', 'name', 'email'],
        purpose: 'follow_up_lead',
        subject: { kind: 'lead', id: 'lead-1' },
      }),
    );
    expect(answer.get(personId)).toEqual({ phone: [`+86${phone}`], name: ['王芳'] });
    const audited = await sql<Record<string, unknown>>`
      select action_name, subject_kind, subject_id, purpose, details from platform.audit_entry
      where details -> 'personIds' @> to_jsonb(${personId}::text)
    `.execute(database.db);
    expect(audited.rows).toEqual([
      {
        action_name: 'read-personal-data',
        subject_kind: 'lead',
        subject_id: 'lead-1',
        purpose: 'follow_up_lead',
        details: { personIds: [personId], kinds: ['phone', 'name', 'email'] },
      },
    ]);
  });

  test('an unknown purpose and too many persons are refused, and nothing is read', async () => {
    const personIds = Array.from({ length: 501 }, newPerson);
    const read = (purpose: Purpose, ids: PersonId[]) =>
      within((tx) => vault.read(tx, { personIds: ids, kinds: ['phone'], purpose }));
    await expect(read('curiosity' as Purpose, personIds.slice(0, 1))).rejects.toThrow(UnknownPurpose);
    await expect(read('deliver', personIds)).rejects.toThrow(TooManyPersons);
    await expect(vault.masked(database.db, personIds, ['phone'])).rejects.toThrow(TooManyPersons);
  });

  test('a mask shows the ends only and leaves no audit', async () => {
    const personId = newPerson();
    await within((tx) =>
      vault.put(tx, [{ personId, fields: { phone: '13800000001', name: '王芳', wechat_openid: 'oX3kd5demo' } }]),
    );
    const masked = await vault.masked(database.db, [personId], ['phone', 'name', 'wechat_openid']);
    expect(masked.get(personId)).toEqual({ phone: ['138****0001'], name: ['王*'], wechat_openid: ['oX3k…'] });
    const audited = await sql`select from platform.audit_entry where subject_id = ${personId}`.execute(database.db);
    expect(audited.rows).toHaveLength(0);
  });

  test('phones collect, the newest first; a name is replaced, with what it was found by', async () => {
    const personId = newPerson();
    const [first, second] = [newPhone(), newPhone()];
    const put = (fields: Parameters<typeof vault.put>[1][number]['fields']) => {
      clock.advance(1_000);
      return within((tx) => vault.put(tx, [{ personId, fields }]));
    };
    await put({ phone: first, name: '赵一一' });
    await put({ phone: [first, second], name: '赵二二' });
    await put({ phone: first });
    expect((await readAll(personId)).get(personId)).toEqual({
      phone: [`+86${second}`, `+86${first}`],
      name: ['赵二二'],
    });
    expect(await vault.find(database.db, 'name', '赵一一')).toEqual([]);
    expect(await vault.find(database.db, 'name', '赵二二')).toEqual([personId]);
    await put({ name: '赵一一' });
    expect((await readAll(personId)).get(personId)?.name).toEqual(['赵一一']);
  });

  test('every fault of a batch is named by its place, without the value, and nothing is written', async () => {
    const [good, bad] = [newPerson(), newPerson()];
    const refused = await within((tx) =>
      vault.put(tx, [
        { personId: good, fields: { phone: newPhone() } },
        { personId: bad, fields: { phone: '12345', email: 'canary-at-example' } },
      ]),
    ).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidPersonalData);
    const { faults } = refused as InvalidPersonalData;
    expect(faults.map((fault) => fault.path)).toEqual(['1.fields.phone', '1.fields.email']);
    expect(inspect(refused, { depth: 9 })).not.toMatch(/12345|canary/);
    expect(await count('vault_person', good)).toBe(0);
  });

  test('a thousand new persons take few statements', async () => {
    const entries = Array.from({ length: 1_000 }, () => ({
      personId: newPerson(),
      fields: { phone: newPhone(), name: '陈大文' },
    }));
    let statements = 0;
    await within(async (tx) => {
      const counting = {
        ...tx,
        db: tx.db.withPlugin({
          transformQuery: ({ node }) => (statements++, node),
          transformResult: async ({ result }) => result,
        }) as Tx['db'],
      };
      await vault.put(counting, entries);
    });
    expect(statements).toBeLessThanOrEqual(8);
    const found = await vault.findMany(
      database.db,
      'phone',
      entries.map((entry) => entry.fields.phone),
    );
    expect(found).toEqual(entries.map((entry) => [entry.personId]));
  });

  test('concurrent writers of the same new persons agree on their keys', async () => {
    const persons = Array.from({ length: 40 }, newPerson);
    const phone = newPhone();
    const vaults = [vault, ...Array.from({ length: 5 }, () => createVault({ masterKeys: [oldMaster], hashKey }))];
    const sealed = await Promise.all(
      vaults.map((each, at) =>
        within(async (tx) => {
          const shuffled = at % 2 === 0 ? persons : persons.toReversed();
          await each.put(
            tx,
            shuffled.map((personId) => ({ personId, fields: { phone } })),
          );
          return each.sealMany(
            tx,
            persons.map((personId) => ({ personId, json: { at } })),
          );
        }),
      ),
    );
    for (const [at, blobs] of sealed.entries()) {
      const items = blobs.map((blob, index) => ({ personId: persons[index] as PersonId, sealed: blob as Buffer }));
      const opened = await within((tx) => vault.openMany(tx, items, 'rebuild'));
      expect(opened).toEqual(persons.map(() => ({ at })));
    }
    expect((await vault.find(database.db, 'phone', phone)).toSorted()).toEqual(persons.toSorted());
  });
});

describe('search', () => {
  test('by whole phone, its last four digits and full name', async () => {
    const [one, two] = [newPerson(), newPerson()];
    await within((tx) =>
      vault.put(tx, [
        { personId: one, fields: { phone: '13511119876', name: 'Li Lei' } },
        { personId: two, fields: { phone: '13622229876' } },
      ]),
    );
    expect(await vault.find(database.db, 'phone', '0086 135 1111 9876')).toEqual([one]);
    expect((await vault.find(database.db, 'phone', '9876', 'last_four')).toSorted()).toEqual([one, two].toSorted());
    expect(await vault.find(database.db, 'name', 'li lei')).toEqual([one]);
    await expect(vault.find(database.db, 'phone', '135')).rejects.toThrow(InvalidPersonalValue);
    await expect(vault.find(database.db, 'phone', '98765', 'last_four')).rejects.toThrow(InvalidPersonalValue);
    expect(
      await vault.findMany(database.db, 'phone', ['13622229876', 'nonsense', '13511119876', '13622229876']),
    ).toEqual([[two], [], [one], [two]]);
  });

  test('hashes are apart by kind, part and key', () => {
    const other = createVault({ masterKeys: [oldMaster], hashKey: randomBytes(32) });
    const id = 'oX3kd5demo';
    const hashes = [
      vault.hash('wechat_openid', id),
      vault.hash('wechat_unionid', id),
      other.hash('wechat_openid', id),
      vault.hash('phone', '13800000001'),
      vault.hash('phone', '0001', 'last_four'),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(vault.hash('phone', '+86 13800000001')).toBe(vault.hash('phone', '13800000001'));
  });
});

describe('what the database holds', () => {
  test('neither values nor keys, and the vault prints nothing', async () => {
    const personId = newPerson();
    await within((tx) =>
      vault.put(tx, [{ personId, fields: { phone: '13712345670', name: '金丝雀', note: '金丝雀备注' } }]),
    );
    for (const table of Object.keys(tables)) {
      const rows = await sql<{ line: string }>`
        select t::text as line from ${sql.table(`platform.${table}`)} t
      `.execute(database.db);
      const dump = rows.rows.map((row) => row.line).join('\n');
      for (const secret of ['13712345670', '金丝雀']) {
        expect(dump).not.toContain(secret);
        expect(dump).not.toContain(Buffer.from(secret).toString('hex'));
      }
    }
    for (const shown of [inspect(vault, { depth: 9, showHidden: true }), JSON.stringify({ vault })]) {
      expect(shown).toContain('[vault]');
      expect(shown).not.toMatch(/masters|keys|<Buffer/);
    }
  });

  test('a ciphertext moved to another person or kind does not open', async () => {
    const [from, to] = [newPerson(), newPerson()];
    await within((tx) =>
      vault.put(
        tx,
        [from, to].map((personId) => ({ personId, fields: { phone: newPhone() } })),
      ),
    );
    await sql`
      update platform.vault_field f set ciphertext = s.ciphertext
      from platform.vault_field s where f.person_id = ${to} and s.person_id = ${from}
    `.execute(database.db);
    await expect(readAll(to)).rejects.toThrow(SealBroken);
    await sql`update platform.vault_field set kind = 'name' where person_id = ${from}`.execute(database.db);
    await expect(readAll(from)).rejects.toThrow(SealBroken);
  });
});

describe('sealed blobs', () => {
  test('round trip; a key made by a transaction that rolled back is forgotten with it', async () => {
    const personId = newPerson();
    const failed = within(async (tx) => {
      await vault.seal(tx, personId, { event: 'Lost' });
      await vault.put(tx, [{ personId, fields: { phone: newPhone() } }]);
      await vault.sealMany(tx, [{ personId, json: 1 }]);
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    const sealed = await within((tx) => vault.seal(tx, personId, { event: 'Page Viewed' }));
    const fresh = createVault({ masterKeys: [oldMaster], hashKey });
    expect(await within((tx) => fresh.open(tx, personId, sealed, 'rebuild'))).toEqual({ event: 'Page Viewed' });
  });

  test('known persons are sealed for without asking the database', async () => {
    const persons = Array.from({ length: 100 }, newPerson);
    const items = persons.map((personId, at) => ({ personId, json: { at } }));
    await within((tx) => vault.sealMany(tx, items));
    await within((tx) => vault.sealMany(tx, items));
    const sealed = await within(async (tx) => {
      const unplugged = { ...tx, db: {} as Tx['db'] };
      return vault.sealMany(unplugged, items);
    });
    const opened = await within((tx) =>
      vault.openMany(
        tx,
        sealed.map((blob, at) => ({ personId: persons[at] as PersonId, sealed: blob as Buffer })),
        'rebuild',
      ),
    );
    expect(opened).toEqual(items.map((item) => item.json));
  });
});

describe('erasure', () => {
  test('takes key, fields and lookups, leaves tombstones, and holds in every process', async () => {
    const [personId, neighbour] = [newPerson(), newPerson()];
    const phone = newPhone();
    const elsewhere = createVault({ masterKeys: [oldMaster], hashKey });
    await within((tx) =>
      vault.put(tx, [
        { personId, fields: { phone, name: '钱三三', wechat_openid: `oX3k${phone}` } },
        { personId: neighbour, fields: { phone } },
      ]),
    );
    const blobs = await within((tx) => elsewhere.sealMany(tx, [{ personId, json: 'here' }]));
    await within((tx) => elsewhere.sealMany(tx, [{ personId, json: 'cached' }]));
    clock.advance(60_000);
    const erasedAt = clock.now();
    expect(await within((tx) => vault.erase(tx, personId))).toBe(true);
    expect(await within((tx) => vault.erase(tx, personId))).toBe(false);

    expect((await readAll(personId)).size).toBe(0);
    expect(await Promise.all(['vault_field', 'vault_lookup'].map((table) => count(table, personId)))).toEqual([0, 0]);
    expect(await vault.find(database.db, 'phone', phone)).toEqual([neighbour]);
    const hashes = [vault.hash('phone', phone), vault.hash('phone', newPhone())] as const;
    expect([...(await vault.tombstones(database.db, 'phone', hashes))]).toEqual([[hashes[0], erasedAt]]);
    expect(await vault.isTombstoned(database.db, 'wechat_openid', vault.hash('wechat_openid', `oX3k${phone}`))).toBe(
      true,
    );
    expect(await vault.isTombstoned(database.db, 'name', vault.hash('name', '钱三三'))).toBe(false);

    const open = (sealed: Uint8Array) => within((tx) => elsewhere.open(tx, personId, sealed, 'rebuild'));
    expect(await open(blobs[0] as Buffer)).toBeUndefined();
    const late = await within((tx) => elsewhere.sealMany(tx, [{ personId, json: 'late' }]));
    expect(await open(late[0] as Buffer)).toBeUndefined();
    const put = await within((tx) => elsewhere.put(tx, [{ personId, fields: { phone: newPhone(), name: '钱三三' } }]));
    expect(put.erased).toEqual([personId]);
    expect(await Promise.all(['vault_field', 'vault_lookup'].map((table) => count(table, personId)))).toEqual([0, 0]);
  });

  test('a late batch passes over the erased and keeps the others', async () => {
    const [gone, here] = [newPerson(), newPerson()];
    await within((tx) => vault.erase(tx, gone));
    const phone = newPhone();
    const answer = await within((tx) =>
      vault.put(
        tx,
        [gone, here].map((personId) => ({ personId, fields: { phone } })),
      ),
    );
    expect(answer.erased).toEqual([gone]);
    expect(await vault.find(database.db, 'phone', phone)).toEqual([here]);
    const sealed = await within((tx) =>
      vault.sealMany(
        tx,
        [gone, here].map((personId) => ({ personId, json: 1 })),
      ),
    );
    expect(sealed.map((blob) => blob === undefined)).toEqual([true, false]);
    await expect(within((tx) => vault.seal(tx, gone, 1))).rejects.toThrow(PersonErased);
  });

  test('leaves nothing behind, whatever is being written meanwhile', async () => {
    for (let round = 0; round < 25; round++) {
      const personId = newPerson();
      const fields = { phone: [newPhone(), newPhone()], name: '孙四四' };
      await within((tx) => vault.put(tx, [{ personId, fields: { phone: fields.phone[0] } }]));
      const writers = [vault, createVault({ masterKeys: [oldMaster], hashKey })].map((each) =>
        within((tx) => each.put(tx, [{ personId, fields }])),
      );
      await Promise.all([...writers, within((tx) => vault.erase(tx, personId))]);
      expect(await Promise.all(['vault_field', 'vault_lookup'].map((table) => count(table, personId)))).toEqual([0, 0]);
    }
  });

  test('a tombstone is lifted for somebody who comes back, with a reason', async () => {
    const personId = newPerson();
    const phone = newPhone();
    await within((tx) => vault.put(tx, [{ personId, fields: { phone } }]));
    await within((tx) => vault.erase(tx, personId));
    const hash = vault.hash('phone', phone);
    await within((tx) => vault.liftTombstones(tx, 'phone', [hash], 'signed up again'));
    expect(await vault.isTombstoned(database.db, 'phone', hash)).toBe(false);
    const audited = await sql<{ details: unknown }>`
      select details from platform.audit_entry where action_name = 'lift-tombstones' and subject_id = ${hash}
    `.execute(database.db);
    expect(audited.rows).toEqual([{ details: { kind: 'phone', count: 1, reason: 'signed up again' } }]);
  });
});

describe('master keys', () => {
  const rotationDatabase = useDatabase({
    schemas: [
      { name: 'platform', migrations: [...migrations, ...auditMigrations], tables: { ...tables, ...auditTables } },
    ],
  });
  const inside = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    const runtime = { db: rotationDatabase.db, clock, random: systemRandom, services: {} as Services };
    return systemContext(runtime, 'vault-test').transaction(work);
  };

  test('are rotated in batches; afterwards the old one is not needed', async () => {
    const { db } = rotationDatabase;
    const persons = Array.from({ length: 25 }, newPerson);
    const phone = newPhone();
    await inside((tx) =>
      vault.put(
        tx,
        persons.map((personId) => ({ personId, fields: { phone } })),
      ),
    );
    await inside((tx) => vault.erase(tx, persons[0] as PersonId));
    const only = createVault({ masterKeys: [newMaster], hashKey });
    const both = createVault({ masterKeys: [newMaster, oldMaster], hashKey });
    await expect(only.masked(db, persons, ['phone'])).rejects.toThrow(MasterKeyMissing);
    expect((await only.check(db)).map((fault) => fault.path)).toEqual(['TWINWHEEL_MASTER_KEY']);
    expect((await both.masked(db, persons, ['phone'])).size).toBe(24);
    expect(await both.rotate(db, 10)).toBe(24);
    expect(await both.rotate(db, 10)).toBe(0);
    expect((await only.masked(db, persons, ['phone'])).size).toBe(24);
    expect(await only.check(db)).toEqual([]);
  });

  test('and the hash key are tried on what is kept', async () => {
    const { db } = rotationDatabase;
    const wrongHash = createVault({ masterKeys: [newMaster], hashKey: randomBytes(32) });
    const wrongMaster = createVault({ masterKeys: [{ id: 'new', key: randomBytes(32) }], hashKey });
    expect((await wrongHash.check(db)).map((fault) => fault.path)).toEqual(['TWINWHEEL_HASH_KEY']);
    expect((await wrongMaster.check(db)).map((fault) => fault.path)).toEqual(['TWINWHEEL_MASTER_KEY']);
  });
});
