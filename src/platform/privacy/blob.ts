import type { KeyObject } from 'node:crypto';
import type { PersonId } from '#kernel/ids';
import { decrypt, encrypt, nonces } from './cipher.ts';

/** Something to seal: JSON, or bytes as they are (Uint8Array). */
export interface Sealing {
  readonly personId: PersonId;
  readonly json: unknown;
}

/** Marks bytes: no JSON text begins with it. */
const BYTES = 0;
const boundTo = (personId: PersonId): string => `twinwheel/blob/1|${personId}`;

function encode(content: unknown): Uint8Array {
  if (content instanceof Uint8Array) return Buffer.concat([Buffer.of(BYTES), content]);
  const text = JSON.stringify(content);
  if (text === undefined) throw new TypeError('what is to be sealed is not JSON');
  return Buffer.from(text);
}

/** Seals each item under its person's key; undefined where there is no key. */
export function sealBlobs(items: readonly Sealing[], keys: ReadonlyMap<PersonId, KeyObject>): (Buffer | undefined)[] {
  const fresh = nonces(items.length);
  return items.map(({ personId, json }, at) => {
    const key = keys.get(personId);
    return key && encrypt(key, fresh[at] as Buffer, boundTo(personId), encode(json));
  });
}

/** What was sealed for this person; undefined without a key. Throws SealBroken. */
export function openBlob(personId: PersonId, key: KeyObject | undefined, sealed: Uint8Array): unknown {
  if (key === undefined) return undefined;
  const plain = decrypt(key, boundTo(personId), sealed);
  return plain[0] === BYTES ? plain.subarray(1) : (JSON.parse(plain.toString('utf8')) as unknown);
}
