import type { KeyObject } from 'node:crypto';
import type { PersonId } from '#kernel/ids';
import type { DatabaseTransaction, Tx } from '../context/context.ts';
import { KEY_BYTES, secretBytes, toKey } from './cipher.ts';
import { KeyCache } from './key-cache.ts';
import type { MasterKeys } from './master-keys.ts';
import { findPersons, insertPersons } from './vault-store.ts';

const CACHED_KEYS = 10_000;

/**
 * The keys of persons for sealing. Keys that were read from committed rows are remembered across transactions; a key
 * made by a transaction is known to that transaction alone until it has committed, so that a rollback cannot leave
 * anything sealed under a key that was never kept. Opening never uses the memory: it reads the wrapped key, so that an
 * erasure by another process is seen at once.
 */
export class PersonKeys {
  readonly #masters: MasterKeys;
  readonly #cache = new KeyCache(CACHED_KEYS);
  readonly #made = new WeakMap<DatabaseTransaction, Map<PersonId, KeyObject>>();

  constructor(masters: MasterKeys) {
    this.#masters = masters;
  }

  /** Keys of persons, made where there is none. Persons missing from the answer are erased. */
  async forSealing(tx: Tx, personIds: readonly PersonId[]): Promise<ReadonlyMap<PersonId, KeyObject>> {
    const keys = new Map<PersonId, KeyObject>();
    const made = this.#made.get(tx.db);
    const unknown = new Set<PersonId>();
    for (const personId of personIds) {
      const key = made?.get(personId) ?? this.#cache.get(personId);
      if (key === undefined) unknown.add(personId);
      else keys.set(personId, key);
    }
    if (unknown.size === 0) return keys;
    await this.#readInto(keys, unknown, tx);
    if (unknown.size === 0) return keys;
    await this.#makeInto(keys, unknown, tx);
    // Somebody else made these between our two statements.
    if (unknown.size > 0) await this.#readInto(keys, unknown, tx);
    return keys;
  }

  forget(tx: Tx, personId: PersonId): void {
    this.#made.get(tx.db)?.delete(personId);
    this.#cache.delete(personId);
  }

  async #readInto(keys: Map<PersonId, KeyObject>, unknown: Set<PersonId>, tx: Tx): Promise<void> {
    for (const row of await findPersons(tx.db, [...unknown])) {
      unknown.delete(row.person_id);
      if (row.wrapped_key === null || row.key_id === null) continue;
      const key = this.#masters.unwrap(row.person_id, row.key_id, row.wrapped_key);
      keys.set(row.person_id, key);
      this.#cache.set(row.person_id, key);
    }
  }

  async #makeInto(keys: Map<PersonId, KeyObject>, unknown: Set<PersonId>, tx: Tx): Promise<void> {
    const fresh = secretBytes(unknown.size, KEY_BYTES);
    const candidates = [...unknown].map((personId, at) => ({ personId, key: toKey(fresh[at] as Buffer) }));
    const wrapped = this.#masters.wrap(candidates);
    const added = new Set(await insertPersons(tx.db, wrapped, this.#masters.currentId, tx.now));
    const made = this.#made.get(tx.db) ?? new Map<PersonId, KeyObject>();
    this.#made.set(tx.db, made);
    for (const { personId, key } of candidates) {
      if (!added.has(personId)) continue;
      unknown.delete(personId);
      made.set(personId, key);
      keys.set(personId, key);
    }
  }
}
