import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { HEADERS, isSigned, makeKey, signedHeaders } from './sandbox-signature.ts';

const body = Buffer.from('{"amountFen":100}');
const at = new Date('2026-06-06T02:00:00Z');
const saidOf = (headers: Record<string, string>) => ({
  timestamp: headers[HEADERS.timestamp] ?? '',
  nonce: headers[HEADERS.nonce] ?? '',
  signature: headers[HEADERS.signature] ?? '',
});

describe('the signature of a notice', () => {
  it('covers time, nonce and every byte of the body', () => {
    const key = makeKey('A');
    const said = saidOf(signedHeaders(key, body, at, 'n1'));
    expect(isSigned(createPublicKey(key.publicKey), body, said)).toBe(true);
    expect(isSigned(createPublicKey(key.publicKey), Buffer.from('{"amountFen": 100}'), said)).toBe(false);
    expect(
      isSigned(createPublicKey(key.publicKey), body, { ...said, timestamp: String(Number(said.timestamp) + 1) }),
    ).toBe(false);
    expect(isSigned(createPublicKey(key.publicKey), body, { ...said, nonce: 'n2' })).toBe(false);
  });

  it('is that of one key', () => {
    const said = saidOf(signedHeaders(makeKey('A'), body, at, 'n1'));
    expect(isSigned(createPublicKey(makeKey('A').publicKey), body, said)).toBe(false);
  });

  it('may be any text, and is then no signature', () => {
    for (const signature of ['', 'not base64 at all', 'AAAA']) {
      expect(isSigned(createPublicKey(makeKey('A').publicKey), body, { timestamp: '1', nonce: 'n', signature })).toBe(
        false,
      );
    }
  });
});
