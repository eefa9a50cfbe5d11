import { createPrivateKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';

/** What is signed: timestamp, nonce and the raw body, a line each, as providers sign what they send. */
const message = (timestamp: string, nonce: string, raw: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), raw, Buffer.from('\n')]);

export interface SandboxKey {
  /** Names the key in each notice. */
  readonly serial: string;
  /** PEM. */
  readonly publicKey: string;
  /** PEM; only the sandbox's own side reads it. */
  readonly privateKey: string;
}

export function makeKey(serial: string): SandboxKey {
  // ECDSA, verified in two thirds of the time that Ed25519 takes; keys of both kinds are good.
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    serial,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

export const HEADERS = {
  serial: 'x-sandbox-serial',
  timestamp: 'x-sandbox-timestamp',
  nonce: 'x-sandbox-nonce',
  signature: 'x-sandbox-signature',
} as const;

/** The headers of a notice: its time in whole seconds, and the signature in base64. */
export function signedHeaders(key: SandboxKey, raw: Uint8Array, at: Date, nonce: string): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signature = sign(null, message(timestamp, nonce, raw), createPrivateKey(key.privateKey));
  return {
    [HEADERS.serial]: key.serial,
    [HEADERS.timestamp]: timestamp,
    [HEADERS.nonce]: nonce,
    [HEADERS.signature]: signature.toString('base64'),
  };
}

/** Whether the key signed this body with these headers. */
export function isSigned(
  publicKey: KeyObject,
  raw: Uint8Array,
  said: { readonly timestamp: string; readonly nonce: string; readonly signature: string },
): boolean {
  const bytes = message(said.timestamp, said.nonce, raw);
  return verify(null, bytes, publicKey, Buffer.from(said.signature, 'base64'));
}
