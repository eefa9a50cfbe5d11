import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { PersonId } from '#kernel/ids';
import type { Tx } from '#platform/context';
import { useDatabase } from '#testing';
import { createVault, MasterKeyMissing, PersonErased } from './index.ts';
import { newPerson, newPhone, schema, vaultOn } from './test-vault.ts';

const database = useDatabase({ schemas: [schema] });
const { clock, vault, elsewhere, within, count } = vaultOn(database);

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
    const fresh = elsewhere();
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
    const other = elsewhere();
    await within((tx) =>
      vault.put(tx, [
        { personId, fields: { phone, name: '钱三三', wechat_openid: `oX3k${phone}` } },
        { personId: neighbour, fields: { phone } },
      ]),
    );
    const blobs = await within((tx) => other.sealMany(tx, [{ personId, json: 'here' }]));
    await within((tx) => other.sealMany(tx, [{ personId, json: 'cached' }]));
    clock.advance(60_000);
    const erasedAt = clock.now();
    expect(await within((tx) => vault.erase(tx, personId))).toBe(true);
    expect(await within((tx) => vault.erase(tx, personId))).toBe(false);

    expect((await vault.masked(database.db, [personId], ['phone', 'name'])).size).toBe(0);
    expect(await Promise.all(['vault_field', 'vault_lookup'].map((table) => count(table, personId)))).toEqual([0, 0]);
    expect(await vault.find(database.db, 'phone', phone)).toEqual([neighbour]);
    const hashes = [vault.hash('phone', phone), vault.hash('phone', newPhone())] as const;
    expect([...(await vault.tombstones(database.db, 'phone', hashes))]).toEqual([[hashes[0], erasedAt]]);
    expect(await vault.isTombstoned(database.db, 'wechat_openid', vault.hash('wechat_openid', `oX3k${phone}`))).toBe(
      true,
    );
    expect(await vault.isTombstoned(database.db, 'name', vault.hash('name', '钱三三'))).toBe(false);

    const open = (sealed: Uint8Array) => within((tx) => other.open(tx, personId, sealed, 'rebuild'));
    expect(await open(blobs[0] as Buffer)).toBeUndefined();
    const late = await within((tx) => other.sealMany(tx, [{ personId, json: 'late' }]));
    expect(await open(late[0] as Buffer)).toBeUndefined();
    const put = await within((tx) => other.put(tx, [{ personId, fields: { phone: newPhone(), name: '钱三三' } }]));
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
      const writers = [vault, elsewhere()].map((each) => within((tx) => each.put(tx, [{ personId, fields }])));
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
  const rotated = useDatabase({ schemas: [schema] });
  const { vault: oldVault, hashKey, master: oldMaster, within: inside } = vaultOn(rotated);
  const newMaster = { id: 'new', key: randomBytes(32) };

  test('are rotated in batches; afterwards the old one is not needed', async () => {
    const { db } = rotated;
    const persons = Array.from({ length: 25 }, newPerson);
    const phone = newPhone();
    await inside((tx) =>
      oldVault.put(
        tx,
        persons.map((personId) => ({ personId, fields: { phone } })),
      ),
    );
    await inside((tx) => oldVault.erase(tx, persons[0] as PersonId));
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
    const { db } = rotated;
    const wrongHash = createVault({ masterKeys: [newMaster], hashKey: randomBytes(32) });
    const wrongMaster = createVault({ masterKeys: [{ id: 'new', key: randomBytes(32) }], hashKey });
    expect((await wrongHash.check(db)).map((fault) => fault.path)).toEqual(['TWINWHEEL_HASH_KEY']);
    expect((await wrongMaster.check(db)).map((fault) => fault.path)).toEqual(['TWINWHEEL_MASTER_KEY']);
  });
});
