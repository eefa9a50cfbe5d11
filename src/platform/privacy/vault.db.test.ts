import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { PersonId } from '#kernel/ids';
import type { Tx } from '#platform/context';
import { useDatabase } from '#testing';
import {
  createVault,
  InvalidPersonalData,
  InvalidPersonalValue,
  SealBroken,
  tables,
  TooManyPersons,
  UnknownPurpose,
  type Purpose,
} from './index.ts';
import { newPerson, newPhone, schema, vaultOn } from './test-vault.ts';

const database = useDatabase({ schemas: [schema] });
const { clock, master, vault, elsewhere, within, count } = vaultOn(database);
const readAll = (personId: PersonId) =>
  within((tx) => vault.read(tx, { personIds: [personId], kinds: ['phone', 'name'], purpose: 'follow_up_lead' }));

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
    const vaults = [vault, ...Array.from({ length: 5 }, () => elsewhere())];
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
    const other = createVault({ masterKeys: [master], hashKey: randomBytes(32) });
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
