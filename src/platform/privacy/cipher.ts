import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';

const NONCE = 12;
const TAG = 16;
export const KEY_BYTES = 32;

/** A sealed value was changed, moved to another row, or sealed under another key. Never says what it held. */
export class SealBroken extends Error {
  constructor(what: string) {
    super(`the seal of ${what} does not open`);
    this.name = 'SealBroken';
  }
}

/**
 * Random bytes of the host, in one call for a whole batch. Not `ctx.random`: that one may be seeded, and a repeated nonce
 * breaks GCM.
 */
export function secretBytes(count: number, length: number): Buffer[] {
  const all = randomBytes(count * length);
  return Array.from({ length: count }, (_, at) => all.subarray(at * length, (at + 1) * length));
}

/** A key as the engine keeps it: several times faster to use than bytes, and it does not print. */
export function toKey(bytes: Uint8Array): KeyObject {
  return createSecretKey(bytes);
}

/** One fresh nonce for each value to seal. */
export function nonces(count: number): Buffer[] {
  return secretBytes(count, NONCE);
}

/**
 * AES-256-GCM (NIST SP 800-38D) as `nonce ‖ ciphertext ‖ tag`, nonce of 96 random bits: sound for 2³² values a key, far
 * above what a person has, and above the persons that one master key wraps. `bound` is authenticated, not kept.
 */
export function encrypt(key: KeyObject, nonce: Buffer, bound: string, plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  cipher.setAAD(Buffer.from(bound));
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([nonce, body, cipher.getAuthTag()], NONCE + body.length + TAG);
}

/** Opens what `encrypt` made; throws SealBroken unless key, bytes and `bound` are those of the sealing. */
export function decrypt(key: KeyObject, bound: string, sealed: Uint8Array): Buffer {
  if (sealed.length < NONCE + TAG) throw new SealBroken(bound);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(bound));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  const plain = decipher.update(sealed.subarray(NONCE, sealed.length - TAG));
  try {
    decipher.final();
  } catch {
    throw new SealBroken(bound);
  }
  return plain;
}
