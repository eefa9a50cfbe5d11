import type { KeyObject } from 'node:crypto';
import { inspect } from 'node:util';
import type { Fault } from '#kernel/errors';
import type { PersonId } from '#kernel/ids';
import type { Database, DatabaseTransaction, Tx } from '../context/context.ts';
import { SealBroken } from './cipher.ts';
import { openBlob, sealBlobs, type Sealing } from './blob.ts';
import { checkEntries, sealFields, type CheckedValue, type PersonalEntry } from './entry.ts';
import { IDENTIFYING_KINDS, KINDS, type LookupPart, type PersonalKind } from './kind.ts';
import { KeyedHash } from './keyed-hash.ts';
import { mask } from './mask.ts';
import { MasterKeys, type MasterKey } from './master-keys.ts';
import { messages } from './messages.ts';
import { normaliseSearch } from './normalise.ts';
import { openField } from './field.ts';
import { PersonKeys } from './person-keys.ts';
import { isPurpose, type Purpose } from './purpose.ts';
import { InvalidPersonalValue, MasterKeyMissing, PersonErased, TooManyPersons, UnknownPurpose } from './refusals.ts';
import * as store from './vault-store.ts';

type Db = Database | DatabaseTransaction;

/** Values of a person by kind, the newest first; kinds without a value are absent. */
export type PersonalFields = Readonly<Partial<Record<PersonalKind, readonly string[]>>>;

/** What a read is for: a lead, a visit, a request. It becomes the subject of the audit entry. */
export interface ReadSubject {
  readonly kind: string;
  readonly id: string;
}

export interface Sealed {
  readonly personId: PersonId;
  readonly sealed: Uint8Array;
}

/** Most persons in one read, masked or not, and most blobs opened at once. */
export const READ_LIMIT = 500;
/** Most persons answered for one searched value. */
export const FIND_LIMIT = 200;
const WRITE_CHUNK = 5_000;

/**
 * Where personal data lives: encrypted under a key for each person, which a master key wraps; searched by keyed hashes.
 * Nothing of it is ever printed: the object shows neither keys nor values.
 */
export class Vault {
  readonly #masters: MasterKeys;
  readonly #keys: PersonKeys;
  readonly #hash: KeyedHash;

  constructor(masters: readonly MasterKey[], hashKey: Uint8Array) {
    this.#masters = new MasterKeys(masters);
    this.#keys = new PersonKeys(this.#masters);
    this.#hash = new KeyedHash(hashKey);
  }

  /**
   * Keeps values of persons, in few statements for thousands. A value that is there already is left alone; a new name
   * takes the place of the old one. Persons that are erased are passed over and answered, so that one late event does
   * not fail its batch. Throws InvalidPersonalData, with every fault by its place, before anything is written.
   */
  async put(tx: Tx, entries: readonly PersonalEntry[]): Promise<{ readonly erased: readonly PersonId[] }> {
    const values = checkEntries(entries, this.#hash);
    const keys = await this.#keys.forSealing(tx, [...new Set(entries.map((entry) => entry.personId))]);
    const erased = new Set(entries.map((entry) => entry.personId).filter((personId) => !keys.has(personId)));
    for (let at = 0; at < values.length; at += WRITE_CHUNK) {
      for (const personId of await this.#write(tx, values.slice(at, at + WRITE_CHUNK), keys)) erased.add(personId);
    }
    return { erased: [...erased] };
  }

  /**
   * Values in clear, for a purpose of the closed list; the audit keeps who, whose, which kinds and why. Persons that are
   * unknown or erased are absent from the answer. At most READ_LIMIT persons.
   */
  async read(
    tx: Tx,
    input: {
      readonly personIds: readonly PersonId[];
      readonly kinds: readonly PersonalKind[];
      readonly purpose: Purpose;
      readonly subject?: ReadSubject;
    },
  ): Promise<ReadonlyMap<PersonId, PersonalFields>> {
    const personIds = [...new Set(input.personIds)];
    if (personIds.length === 0 || input.kinds.length === 0) return new Map();
    await this.#auditRead(tx, 'read-personal-data', personIds, input, { kinds: input.kinds });
    return this.#open(tx.db, personIds, input.kinds, (_kind, value) => value);
  }

  /** Those of some persons that were erased. Of others nothing may be known either: nobody told us yet. */
  async erasedAmong(db: Db, personIds: readonly PersonId[]): Promise<ReadonlySet<PersonId>> {
    return new Set(await store.findErased(db, personIds));
  }

  /** Values behind masks (`138****0001`, `王*`), for lists; not audited. At most READ_LIMIT persons. */
  async masked(
    db: Db,
    personIds: readonly PersonId[],
    kinds: readonly PersonalKind[],
  ): Promise<ReadonlyMap<PersonId, PersonalFields>> {
    if (personIds.length > READ_LIMIT) throw new TooManyPersons(personIds.length, READ_LIMIT);
    return this.#open(db, personIds, kinds, mask);
  }

  /**
   * Persons that have a value, at most FIND_LIMIT; `part` is `last_four` for the end of a phone. Throws
   * InvalidPersonalValue when what is searched for cannot be such a value.
   */
  async find(db: Db, kind: PersonalKind, value: string, part: LookupPart = 'whole'): Promise<PersonId[]> {
    const rows = await store.findByHash(db, [this.#hashOf(kind, part, value)], FIND_LIMIT);
    return rows.map((row) => row.person_id);
  }

  /** As `find`, for many values at once, in their order; a value that cannot be one finds nobody. */
  async findMany(
    db: Db,
    kind: PersonalKind,
    values: readonly string[],
    part: LookupPart = 'whole',
  ): Promise<PersonId[][]> {
    const hashes = values.map((value) => {
      const searched = KINDS[kind].parts.includes(part) ? normaliseSearch(kind, part, value) : { fault: undefined };
      return 'value' in searched ? this.#hash.ofSearch(kind, part, searched.value) : undefined;
    });
    const distinct = new Map(hashes.flatMap((hash) => (hash === undefined ? [] : [[hash.toString('hex'), hash]])));
    const found = new Map<string, PersonId[]>([...distinct.keys()].map((hex) => [hex, []]));
    for (const row of await store.findByHash(db, [...distinct.values()], FIND_LIMIT)) {
      found.get(row.keyed_hash.toString('hex'))?.push(row.person_id);
    }
    return hashes.map((hash) => found.get(hash?.toString('hex') ?? '') ?? []);
  }

  /**
   * The keyed hash (64 hex digits) under which a value is found, for tables that must join on it without holding it.
   * Throws InvalidPersonalValue.
   */
  hash(kind: PersonalKind, value: string, part: LookupPart = 'whole'): string {
    return this.#hashOf(kind, part, value).toString('hex');
  }

  /** The hashes (of `hash`) of a person's values, to join on what is kept under them; nothing is opened. */
  async hashesOf(db: Db, personId: PersonId, kind: PersonalKind): Promise<string[]> {
    const hashes = await store.findHashes(db, personId, kind);
    return hashes.map((hash) => hash.toString('hex'));
  }

  /** Those of many persons, without saying whose each is. */
  async hashesOfAny(db: Db, personIds: readonly PersonId[], kind: PersonalKind): Promise<string[]> {
    if (personIds.length === 0) return [];
    const fields = await store.findFields(db, personIds, [kind]);
    return [...new Set(fields.map((field) => field.keyed_hash.toString('hex')))];
  }

  /**
   * Forgets a person: the key is destroyed, and with it everything sealed under it anywhere; fields and lookups are
   * deleted; tombstones stay for phone, WeChat ids and e-mail. False when it was done before.
   */
  async erase(tx: Tx, personId: PersonId): Promise<boolean> {
    const done = await store.erasePerson(tx.db, personId, IDENTIFYING_KINDS, tx.now);
    this.#keys.forget(tx, personId);
    if (done) await tx.audit({ action: 'erase-person', subject: { kind: 'person', id: personId } });
    return done;
  }

  /** Which of the hashes (of `hash`) belonged to somebody who was erased, and when that was. */
  async tombstones(db: Db, kind: PersonalKind, hashes: readonly string[]): Promise<ReadonlyMap<string, Date>> {
    if (hashes.length === 0) return new Map();
    const rows = await store.findTombstones(db, kind, hashes.map(fromHex));
    return new Map(rows.map((row) => [row.keyed_hash.toString('hex'), row.erased_at]));
  }

  /** Whether a value belonged to somebody who was erased. */
  async isTombstoned(db: Db, kind: PersonalKind, hash: string): Promise<boolean> {
    return (await this.tombstones(db, kind, [hash])).has(hash);
  }

  /** Takes tombstones away, for somebody who comes back by their own act; the reason is audited. */
  async liftTombstones(tx: Tx, kind: PersonalKind, hashes: readonly string[], reason: string): Promise<void> {
    if (hashes.length === 0) return;
    await store.deleteTombstones(tx.db, kind, hashes.map(fromHex));
    await tx.audit({
      action: 'lift-tombstones',
      subject: { kind: 'tombstone', id: hashes[0] as string },
      details: { kind, count: hashes.length, reason },
    });
  }

  /** Seals JSON or bytes that another module keeps, under the person's key. Throws PersonErased. */
  async seal(tx: Tx, personId: PersonId, content: unknown): Promise<Buffer> {
    const [sealed] = await this.sealMany(tx, [{ personId, json: content }]);
    if (sealed === undefined) throw new PersonErased(personId);
    return sealed;
  }

  /** As `seal`, in the order of the items; undefined for persons that are erased. Makes missing keys in one statement. */
  async sealMany(tx: Tx, items: readonly Sealing[]): Promise<(Buffer | undefined)[]> {
    if (items.length === 0) return [];
    const keys = await this.#keys.forSealing(
      tx,
      items.map((item) => item.personId),
    );
    return sealBlobs(items, keys);
  }

  /** What `seal` was given, for a purpose, audited; undefined when the person is erased. */
  async open(tx: Tx, personId: PersonId, sealed: Uint8Array, purpose: Purpose): Promise<unknown> {
    return (await this.openMany(tx, [{ personId, sealed }], purpose))[0];
  }

  /** As `open`, in the order of the items, at most READ_LIMIT; one audit entry for all. */
  async openMany(tx: Tx, items: readonly Sealed[], purpose: Purpose): Promise<unknown[]> {
    if (items.length === 0) return [];
    if (items.length > READ_LIMIT) throw new TooManyPersons(items.length, READ_LIMIT);
    const personIds = [...new Set(items.map((item) => item.personId))];
    await this.#auditRead(tx, 'open-sealed-data', personIds, { purpose }, { count: items.length });
    const keys = new Map<PersonId, KeyObject>();
    for (const row of await store.findPersons(tx.db, personIds)) {
      if (row.wrapped_key === null || row.key_id === null) continue;
      keys.set(row.person_id, this.#masters.unwrap(row.person_id, row.key_id, row.wrapped_key));
    }
    return items.map((item) => openBlob(item.personId, keys.get(item.personId), item.sealed));
  }

  /**
   * Rewraps keys that are under an older master key with the current one, a batch at a time, each statement on its own:
   * it can be stopped and started again at any point. Answers how many were rewrapped.
   */
  async rotate(db: Database, batchSize = 1_000): Promise<number> {
    let rewrapped = 0;
    for (const keyId of await store.findKeyIds(db)) {
      if (keyId === this.#masters.currentId) continue;
      let after: PersonId | undefined;
      for (;;) {
        const rows = await store.findWrapped(db, keyId, after, batchSize);
        if (rows.length === 0) break;
        after = rows.at(-1)?.person_id;
        rewrapped += await this.#rewrap(db, keyId, rows);
      }
    }
    return rewrapped;
  }

  /** Tries the configured keys on what is kept, at start: a fault for each that is missing or is not the right one. */
  async check(db: Database): Promise<Fault[]> {
    const faults: Fault[] = [];
    for (const keyId of await store.findKeyIds(db)) {
      const code = await this.#tryKey(db, keyId);
      if (code === undefined) continue;
      const path = code === 'hash-key-differs' ? 'TWINWHEEL_HASH_KEY' : 'TWINWHEEL_MASTER_KEY';
      faults.push({ path, message: (messages.zh[code] ?? code).replace('{keyId}', keyId) });
    }
    return faults;
  }

  toJSON(): string {
    return '[vault]';
  }

  [inspect.custom](): string {
    return '[vault]';
  }

  async #write(tx: Tx, values: readonly CheckedValue[], keys: ReadonlyMap<PersonId, KeyObject>): Promise<PersonId[]> {
    // Most values of an event stream are known: they cost a look, and no encryption.
    const known = new Set((await store.findExisting(tx.db, values)).map(fieldName));
    const fields = sealFields(
      values.filter((value) => !known.has(fieldName(value))),
      keys,
    );
    if (fields.length === 0) return [];
    const added = await store.insertFields(tx.db, fields, tx.now);
    if (added.length === 0) return [];
    // A fresh look, now that our rows hold off erasures: one may have finished while we waited for it.
    const erased = await store.findErased(tx.db, [...new Set(added.map((field) => field.personId))]);
    if (erased.length > 0) {
      await store.deleteFieldsOf(tx.db, erased);
      for (const personId of erased) this.#keys.forget(tx, personId);
    }
    const living = added.filter((field) => !erased.includes(field.personId));
    const replacing = living.filter((field) => KINDS[field.kind].single);
    if (replacing.length > 0) await store.deleteSuperseded(tx.db, replacing);
    const isLiving = new Set(living.map(fieldName));
    const lookups = fields.flatMap((field) => (isLiving.has(fieldName(field)) ? this.#lookupsOf(field) : []));
    if (lookups.length > 0) await store.insertLookups(tx.db, lookups);
    return erased;
  }

  #lookupsOf(field: store.FieldKey & { value: string }): store.LookupKey[] {
    const { personId, kind, value } = field;
    return KINDS[kind].parts.map((part) => ({ personId, kind, part, hash: this.#hash.ofValue(kind, part, value) }));
  }

  async #open(
    db: Db,
    personIds: readonly PersonId[],
    kinds: readonly PersonalKind[],
    show: (kind: PersonalKind, value: string) => string,
  ): Promise<ReadonlyMap<PersonId, PersonalFields>> {
    const opened = new Map<PersonId, Partial<Record<PersonalKind, string[]>>>();
    const keys = new Map<PersonId, KeyObject>();
    if (personIds.length === 0 || kinds.length === 0) return opened;
    for (const row of await store.findFields(db, personIds, kinds)) {
      const key = keys.get(row.person_id) ?? this.#masters.unwrap(row.person_id, row.key_id, row.wrapped_key);
      keys.set(row.person_id, key);
      const fields = opened.get(row.person_id) ?? {};
      opened.set(row.person_id, fields);
      (fields[row.kind] ??= []).push(show(row.kind, openField(row, key)));
    }
    return opened;
  }

  async #auditRead(
    tx: Tx,
    action: string,
    personIds: readonly PersonId[],
    { purpose, subject }: { purpose: Purpose; subject?: ReadSubject },
    details: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    if (!isPurpose(purpose)) throw new UnknownPurpose(purpose);
    if (personIds.length > READ_LIMIT) throw new TooManyPersons(personIds.length, READ_LIMIT);
    const first = { kind: personIds.length === 1 ? 'person' : 'persons', id: personIds[0] as string };
    await tx.audit({ action, subject: subject ?? first, purpose, details: { personIds, ...details } });
  }

  #hashOf(kind: PersonalKind, part: LookupPart, raw: string): Buffer {
    if (part === 'last_four' && kind !== 'phone') throw new RangeError(`${kind} has no last four digits`);
    const searched = normaliseSearch(kind, part, raw);
    if ('fault' in searched) throw new InvalidPersonalValue(searched.fault);
    return this.#hash.ofSearch(kind, part, searched.value);
  }

  async #rewrap(
    db: Database,
    keyId: string,
    rows: readonly { person_id: PersonId; wrapped_key: Buffer }[],
  ): Promise<number> {
    const persons = rows.map((row) => ({
      personId: row.person_id,
      key: this.#masters.unwrap(row.person_id, keyId, row.wrapped_key),
    }));
    const wrapped = this.#masters.wrap(persons);
    const changes = wrapped.map((row, at) => ({
      personId: row.personId,
      from: rows[at]?.wrapped_key as Buffer,
      to: row.wrapped,
    }));
    return store.replaceWrapped(db, changes, this.#masters.currentId);
  }

  async #tryKey(db: Database, keyId: string): Promise<string | undefined> {
    if (!this.#masters.has(keyId)) return new MasterKeyMissing(keyId).code;
    const personId = await store.findSample(db, keyId);
    if (personId === undefined) return undefined;
    const [row] = await store.findFields(db, [personId], Object.keys(KINDS) as PersonalKind[]);
    if (row === undefined) return undefined;
    try {
      const value = openField(row, this.#masters.unwrap(personId, row.key_id, row.wrapped_key));
      return this.#hash.ofValue(row.kind, 'whole', value).equals(row.keyed_hash) ? undefined : 'hash-key-differs';
    } catch (error) {
      if (error instanceof SealBroken) return 'master-key-differs';
      throw error;
    }
  }
}

const fieldName = (field: store.FieldKey): string => `${field.personId}|${field.kind}|${field.hash.toString('hex')}`;
const fromHex = (hash: string): Buffer => Buffer.from(hash, 'hex');

/**
 * A vault under its keys: `masterKeys` of 32 bytes, the first wraps, the others only unwrap what is not rotated yet;
 * `hashKey` of 32 bytes, which never changes while data is kept. Throws RangeError on keys of another length.
 */
export function createVault(options: { masterKeys: readonly MasterKey[]; hashKey: Uint8Array }): Vault {
  return new Vault(options.masterKeys, options.hashKey);
}
