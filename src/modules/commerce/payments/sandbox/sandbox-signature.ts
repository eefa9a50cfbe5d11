import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A key of the sandbox. Both its sides are this program, which would hold a private key as well as a public one: a secret
 * of the two is as good. A real provider has the private key alone.
 */
export interface SandboxKey {
  /** Names the key in each notice. */
  readonly serial: string;
  readonly secret: string;
}

export const makeKey = (serial: string): SandboxKey => ({ serial, secret: randomBytes(32).toString('base64url') });

export const HEADERS = {
  serial: 'x-sandbox-serial',
  timestamp: 'x-sandbox-timestamp',
  nonce: 'x-sandbox-nonce',
  signature: 'x-sandbox-signature',
} as const;

/**
 * HMAC-SHA-256 (RFC 2104) over timestamp, nonce and the raw body, a line each, as providers sign what they send; in
 * base64.
 */
const signatureOf = (secret: string, timestamp: string, nonce: string, raw: Uint8Array): string =>
  createHmac('sha256', secret).update(`${timestamp}\n${nonce}\n`).update(raw).update('\n').digest('base64');

/** The headers of a notice: its time in whole seconds, and the signature. */
export function signedHeaders(key: SandboxKey, raw: Uint8Array, at: Date, nonce: string): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  return {
    [HEADERS.serial]: key.serial,
    [HEADERS.timestamp]: timestamp,
    [HEADERS.nonce]: nonce,
    [HEADERS.signature]: signatureOf(key.secret, timestamp, nonce, raw),
  };
}

/** Whether whoever knows the secret signed this body with these headers. */
export function isSigned(
  secret: string,
  raw: Uint8Array,
  said: { readonly timestamp: string; readonly nonce: string; readonly signature: string },
): boolean {
  const wanted = Buffer.from(signatureOf(secret, said.timestamp, said.nonce, raw));
  const given = Buffer.from(said.signature);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
