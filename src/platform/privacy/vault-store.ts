import { prepared } from '../postgres/index.ts';
import { sql } from 'kysely';
import type { PersonId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '../context/context.ts';
import type { LookupPart, PersonalKind } from './kind.ts';

type Db = Database | DatabaseTransaction;

export interface PersonRow {
  readonly person_id: PersonId;
  readonly wrapped_key: Buffer | null;
  readonly key_id: string | null;
}

export interface FieldRow {
  readonly person_id: PersonId;
  readonly kind: PersonalKind;
  readonly keyed_hash: Buffer;
  readonly ciphertext: Buffer;
}

export interface FieldKey {
  readonly personId: PersonId;
  readonly kind: PersonalKind;
  readonly hash: Buffer;
}

export interface LookupKey extends FieldKey {
  readonly part: LookupPart;
}

/** Rows of persons, erased ones (without a key) included. */
export async function findPersons(db: Db, personIds: readonly PersonId[]): Promise<PersonRow[]> {
  const found = await sql<PersonRow>`
    select person_id, wrapped_key, key_id from platform.vault_person where person_id = any(${personIds}::uuid[])
  `.execute(db);
  return found.rows;
}

/** Adds persons with their wrapped keys; answers the ids that were new. A person who exists keeps their key. */
export async function insertPersons(
  db: DatabaseTransaction,
  persons: readonly { personId: PersonId; wrapped: Buffer }[],
  keyId: string,
  now: Date,
): Promise<PersonId[]> {
  const rows = persons.toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
  const added = await sql<{ person_id: PersonId }>`
    insert into platform.vault_person (person_id, wrapped_key, key_id, created_at)
    select u.person_id, u.wrapped_key, ${keyId}::text, ${now}::timestamptz
    from unnest(${rows.map((row) => row.personId)}::uuid[], ${rows.map((row) => row.wrapped)}::bytea[])
      as u (person_id, wrapped_key)
    on conflict (person_id) do nothing
    returning person_id
  `.execute(db);
  return added.rows.map((row) => row.person_id);
}

/** Those of the fields that are there already. */
export async function findExisting(db: Db, fields: readonly FieldKey[]): Promise<FieldKey[]> {
  const found = await sql<{ person_id: PersonId; kind: PersonalKind; keyed_hash: Buffer }>`
    select f.person_id, f.kind, f.keyed_hash
    from platform.vault_field f
    join unnest(
      ${fields.map((field) => field.personId)}::uuid[], ${fields.map((field) => field.kind)}::text[],
      ${fields.map((field) => field.hash)}::bytea[]
    ) as u (person_id, kind, keyed_hash)
      on f.person_id = u.person_id and f.kind = u.kind and f.keyed_hash = u.keyed_hash
  `.execute(db);
  return found.rows.map((row) => ({ personId: row.person_id, kind: row.kind, hash: row.keyed_hash }));
}

/** Adds fields; answers those that were new. The foreign key holds off an erasure of these persons until we commit. */
export async function insertFields(
  db: DatabaseTransaction,
  fields: readonly (FieldKey & { ciphertext: Buffer })[],
  now: Date,
): Promise<FieldKey[]> {
  const added = await sql<{ person_id: PersonId; kind: PersonalKind; keyed_hash: Buffer }>`
    insert into platform.vault_field (person_id, kind, keyed_hash, ciphertext, put_at)
    select u.person_id, u.kind, u.keyed_hash, u.ciphertext, ${now}::timestamptz
    from unnest(
      ${fields.map((field) => field.personId)}::uuid[], ${fields.map((field) => field.kind)}::text[],
      ${fields.map((field) => field.hash)}::bytea[], ${fields.map((field) => field.ciphertext)}::bytea[]
    ) as u (person_id, kind, keyed_hash, ciphertext)
    on conflict (person_id, kind, keyed_hash) do nothing
    returning person_id, kind, keyed_hash
  `.execute(db);
  return added.rows.map((row) => ({ personId: row.person_id, kind: row.kind, hash: row.keyed_hash }));
}

export async function findErased(db: Db, personIds: readonly PersonId[]): Promise<PersonId[]> {
  const found = await sql<{ person_id: PersonId }>`
    select person_id from platform.vault_person
    where person_id = any(${personIds}::uuid[]) and erased_at is not null
  `.execute(db);
  return found.rows.map((row) => row.person_id);
}

export async function deleteFieldsOf(db: DatabaseTransaction, personIds: readonly PersonId[]): Promise<void> {
  await sql`delete from platform.vault_field where person_id = any(${personIds}::uuid[])`.execute(db);
}

/** Removes the values that those of `current` replace, with their lookups. */
export async function deleteSuperseded(db: DatabaseTransaction, current: readonly FieldKey[]): Promise<void> {
  const old = await sql<{ person_id: PersonId; keyed_hash: Buffer }>`
    delete from platform.vault_field f
    using unnest(
      ${current.map((field) => field.personId)}::uuid[], ${current.map((field) => field.kind)}::text[],
      ${current.map((field) => field.hash)}::bytea[]
    ) as u (person_id, kind, keyed_hash)
    where f.person_id = u.person_id and f.kind = u.kind and f.keyed_hash <> u.keyed_hash
    returning f.person_id, f.keyed_hash
  `.execute(db);
  if (old.rows.length === 0) return;
  await sql`
    delete from platform.vault_lookup l
    using unnest(
      ${old.rows.map((row) => row.keyed_hash)}::bytea[], ${old.rows.map((row) => row.person_id)}::uuid[]
    ) as u (keyed_hash, person_id)
    where l.keyed_hash = u.keyed_hash and l.person_id = u.person_id
  `.execute(db);
}

export async function insertLookups(db: DatabaseTransaction, lookups: readonly LookupKey[]): Promise<void> {
  const rows = lookups.toSorted((a, b) => Buffer.compare(a.hash, b.hash) || (a.personId < b.personId ? -1 : 1));
  await sql`
    insert into platform.vault_lookup (keyed_hash, person_id, kind, part)
    select * from unnest(
      ${rows.map((row) => row.hash)}::bytea[], ${rows.map((row) => row.personId)}::uuid[],
      ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.part)}::text[]
    )
    on conflict (keyed_hash, person_id, kind, part) do nothing
  `.execute(db);
}

/** Fields of living persons, the newest value of a kind first. */
export async function findFields(
  db: Db,
  personIds: readonly PersonId[],
  kinds: readonly PersonalKind[],
): Promise<(FieldRow & { wrapped_key: Buffer; key_id: string })[]> {
  const found = await sql<FieldRow & { wrapped_key: Buffer; key_id: string }>`
    select f.person_id, f.kind, f.keyed_hash, f.ciphertext, p.wrapped_key, p.key_id
    from platform.vault_field f
    join platform.vault_person p on p.person_id = f.person_id and p.erased_at is null
    where f.person_id = any(${personIds}::uuid[]) and f.kind = any(${kinds}::text[])
    order by f.person_id, f.kind, f.put_at desc, f.keyed_hash
  `.execute(db);
  return found.rows;
}

/** The hashes of a person's values, the newest first; none of somebody who is erased. */
export async function findHashes(db: Db, personId: PersonId, kind: PersonalKind): Promise<Buffer[]> {
  const found = await prepared<{ keyed_hash: Buffer }>`
    select f.keyed_hash from platform.vault_field f
    join platform.vault_person p on p.person_id = f.person_id and p.erased_at is null
    where f.person_id = ${personId} and f.kind = ${kind}
    order by f.put_at desc, f.keyed_hash`.execute(db);
  return found.rows.map((row) => row.keyed_hash);
}

/** Persons for each hash, at most `limit` for one hash, in the order of their ids. */
export async function findByHash(
  db: Db,
  hashes: readonly Buffer[],
  limit: number,
): Promise<{ keyed_hash: Buffer; person_id: PersonId }[]> {
  const found = await sql<{ keyed_hash: Buffer; person_id: PersonId }>`
    select ranked.keyed_hash, ranked.person_id
    from (
      select keyed_hash, person_id, row_number() over (partition by keyed_hash order by person_id) as place
      from platform.vault_lookup
      where keyed_hash = any(${hashes}::bytea[])
    ) ranked
    where ranked.place <= ${limit}
    order by ranked.keyed_hash, ranked.person_id
  `.execute(db);
  return found.rows;
}

/**
 * Destroys the key, the fields and the lookups of a person, and leaves tombstones for what identified them. Answers
 * false when it was done before. A person who was never here gets an empty, erased row, so that a late write finds it.
 */
export async function erasePerson(
  db: DatabaseTransaction,
  personId: PersonId,
  identifying: readonly PersonalKind[],
  now: Date,
): Promise<boolean> {
  const added = await sql`
    insert into platform.vault_person (person_id, created_at, erased_at)
    values (${personId}::uuid, ${now}::timestamptz, ${now}::timestamptz)
    on conflict (person_id) do nothing
    returning person_id
  `.execute(db);
  if (added.rows.length > 0) return true;
  // Conflicts with the key-share locks of writers under way: they finish first, and their fields are seen below.
  const locked = await sql<{ erased: boolean }>`
    select erased_at is not null as erased from platform.vault_person where person_id = ${personId}::uuid for update
  `.execute(db);
  if (locked.rows[0]?.erased === true) return false;
  await sql`
    insert into platform.vault_tombstone (keyed_hash, kind, erased_at)
    select keyed_hash, kind, ${now}::timestamptz from platform.vault_field
    where person_id = ${personId}::uuid and kind = any(${identifying}::text[])
    order by keyed_hash
    on conflict (keyed_hash, kind) do update set erased_at = excluded.erased_at
  `.execute(db);
  await sql`delete from platform.vault_lookup where person_id = ${personId}::uuid`.execute(db);
  await deleteFieldsOf(db, [personId]);
  await sql`
    update platform.vault_person set wrapped_key = null, key_id = null, erased_at = ${now}::timestamptz
    where person_id = ${personId}::uuid
  `.execute(db);
  return true;
}

export async function findTombstones(
  db: Db,
  kind: PersonalKind,
  hashes: readonly Buffer[],
): Promise<{ keyed_hash: Buffer; erased_at: Date }[]> {
  const found = await sql<{ keyed_hash: Buffer; erased_at: Date }>`
    select keyed_hash, erased_at from platform.vault_tombstone
    where keyed_hash = any(${hashes}::bytea[]) and kind = ${kind}::text
  `.execute(db);
  return found.rows;
}

export async function deleteTombstones(
  db: DatabaseTransaction,
  kind: PersonalKind,
  hashes: readonly Buffer[],
): Promise<void> {
  await sql`
    delete from platform.vault_tombstone where keyed_hash = any(${hashes}::bytea[]) and kind = ${kind}::text
  `.execute(db);
}

/** Keys wrapped by `keyId`, in the order of persons, from after one of them. */
export async function findWrapped(
  db: Db,
  keyId: string,
  after: PersonId | undefined,
  limit: number,
): Promise<{ person_id: PersonId; wrapped_key: Buffer }[]> {
  const found = await sql<{ person_id: PersonId; wrapped_key: Buffer }>`
    select person_id, wrapped_key from platform.vault_person
    where key_id = ${keyId}::text and person_id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid
    order by person_id
    limit ${limit}
  `.execute(db);
  return found.rows;
}

/** Puts rewrapped keys in place of those that are still what was read; an erasure in between wins. */
export async function replaceWrapped(
  db: Db,
  rows: readonly { personId: PersonId; from: Buffer; to: Buffer }[],
  keyId: string,
): Promise<number> {
  const changed = await sql<{ person_id: PersonId }>`
    update platform.vault_person p set wrapped_key = u.new_key, key_id = ${keyId}::text
    from unnest(
      ${rows.map((row) => row.personId)}::uuid[], ${rows.map((row) => row.from)}::bytea[],
      ${rows.map((row) => row.to)}::bytea[]
    ) as u (person_id, old_key, new_key)
    where p.person_id = u.person_id and p.wrapped_key = u.old_key
    returning p.person_id
  `.execute(db);
  return changed.rows.length;
}

/** The ids of the master keys in use. */
export async function findKeyIds(db: Db): Promise<string[]> {
  const found = await sql<{ key_id: string }>`
    select distinct key_id from platform.vault_person where key_id is not null order by key_id limit 100
  `.execute(db);
  return found.rows.map((row) => row.key_id);
}

/** One field under a master key, to try the configured keys on. */
export async function findSample(db: Db, keyId: string): Promise<PersonId | undefined> {
  const found = await sql<{ person_id: PersonId }>`
    select p.person_id from platform.vault_person p
    where p.key_id = ${keyId}::text
      and exists (select from platform.vault_field f where f.person_id = p.person_id)
    limit 1
  `.execute(db);
  return found.rows[0]?.person_id;
}
