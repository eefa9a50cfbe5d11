import type { KeyObject } from 'node:crypto';
import type { PersonId } from '#kernel/ids';
import { decrypt, encrypt, KEY_BYTES, nonces, toKey } from './cipher.ts';
import { MasterKeyMissing } from './refusals.ts';

/** A key that wraps the keys of persons. The id is kept beside every key that it wraps. */
export interface MasterKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

const boundTo = (personId: PersonId, keyId: string): string => `twinwheel/key/1|${keyId}|${personId}`;

/** Wraps keys under the first master key and unwraps those of any. */
export class MasterKeys {
  readonly #keys = new Map<string, KeyObject>();
  readonly currentId: string;

  constructor(masters: readonly MasterKey[]) {
    const [current] = masters;
    if (current === undefined) throw new RangeError('the vault needs a master key');
    for (const { id, key } of masters) {
      if (key.length !== KEY_BYTES) throw new RangeError(`master key ${id}: ${KEY_BYTES} bytes are needed`);
      if (this.#keys.has(id)) throw new RangeError(`master key ${id} is there twice`);
      this.#keys.set(id, toKey(key));
    }
    this.currentId = current.id;
  }

  has(keyId: string): boolean {
    return this.#keys.has(keyId);
  }

  /** Keys of persons, wrapped under the current master key. */
  wrap(persons: readonly { personId: PersonId; key: KeyObject }[]): { personId: PersonId; wrapped: Buffer }[] {
    const fresh = nonces(persons.length);
    const master = this.#master(this.currentId);
    return persons.map(({ personId, key }, at) => ({
      personId,
      wrapped: encrypt(master, fresh[at] as Buffer, boundTo(personId, this.currentId), key.export()),
    }));
  }

  unwrap(personId: PersonId, keyId: string, wrapped: Uint8Array): KeyObject {
    return toKey(decrypt(this.#master(keyId), boundTo(personId, keyId), wrapped));
  }

  #master(keyId: string): KeyObject {
    const key = this.#keys.get(keyId);
    if (key === undefined) throw new MasterKeyMissing(keyId);
    return key;
  }
}
