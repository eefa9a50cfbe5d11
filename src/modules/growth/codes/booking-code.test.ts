import { expect, it } from 'vitest';
import fc from 'fast-check';
import { CODE_LENGTH, codeFrom, readCode } from './booking-code.ts';

it('is made of signs that nobody mistakes for one another, and is read as it was made', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: CODE_LENGTH, maxLength: CODE_LENGTH }), (bytes) => {
      const code = codeFrom(bytes);
      expect(code).toMatch(/^[2-9A-HJ-NP-Z]{6}$/);
      expect(readCode(` ${code.toLowerCase()} `)).toBe(code);
    }),
  );
});

it('gives every sign the same chance', () => {
  const signs = new Set(Array.from({ length: 256 }, (_, byte) => codeFrom(new Uint8Array(CODE_LENGTH).fill(byte))[0]));
  expect(signs.size).toBe(32);
});

it.each(['', 'ABCDE', 'ABCDEFG', 'ABCDE0', 'ABCDE1', 'ABCDEI', 'ABCDEO', 'ABC-DE'])('does not read %j', (typed) => {
  expect(readCode(typed)).toBeUndefined();
});
