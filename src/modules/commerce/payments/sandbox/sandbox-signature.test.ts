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
    expect(isSigned(key.secret, body, said)).toBe(true);
    expect(isSigned(key.secret, Buffer.from('{"amountFen": 100}'), said)).toBe(false);
    expect(isSigned(key.secret, body, { ...said, timestamp: String(Number(said.timestamp) + 1) })).toBe(false);
    expect(isSigned(key.secret, body, { ...said, nonce: 'n2' })).toBe(false);
  });

  it('is that of one key', () => {
    const said = saidOf(signedHeaders(makeKey('A'), body, at, 'n1'));
    expect(isSigned(makeKey('A').secret, body, said)).toBe(false);
  });

  it('may be any text, and is then no signature', () => {
    for (const signature of ['', 'not base64 at all', 'AAAA']) {
      expect(isSigned(makeKey('A').secret, body, { timestamp: '1', nonce: 'n', signature })).toBe(false);
    }
  });
});
