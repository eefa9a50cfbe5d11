import { createHmac, type KeyObject } from 'node:crypto';
import { KEY_BYTES, toKey } from './cipher.ts';
import type { LookupPart, PersonalKind } from './kind.ts';
import { lookupForm } from './normalise.ts';

/**
 * HMAC-SHA-256 (RFC 2104) of values in the form they are searched by. Kind and part are hashed along, so that equal
 * texts of different kinds cannot be told to be equal.
 */
export class KeyedHash {
  readonly #key: KeyObject;

  constructor(key: Uint8Array) {
    if (key.length !== KEY_BYTES) throw new RangeError(`the hash key needs ${KEY_BYTES} bytes`);
    this.#key = toKey(key);
  }

  /** Of a normalised value. */
  ofValue(kind: PersonalKind, part: LookupPart, value: string): Buffer {
    return this.ofSearch(kind, part, lookupForm(part, kind, value));
  }

  /** Of what `normaliseSearch` gave. */
  ofSearch(kind: PersonalKind, part: LookupPart, searched: string): Buffer {
    return createHmac('sha256', this.#key).update(`twinwheel/lookup/1\0${kind}\0${part}\0${searched}`).digest();
  }
}
