import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCreditCode } from './company.ts';

const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY'.split('');

describe('a unified social credit code', () => {
  it('fits for one check sign of all, and for none where it is not 18 signs of the list', () => {
    const head = fc.string({ unit: fc.constantFrom(...SIGNS), minLength: 17, maxLength: 17 });
    fc.assert(
      fc.property(head, (code) => {
        expect(SIGNS.filter((sign) => isCreditCode(code + sign))).toHaveLength(1);
      }),
    );
    expect(isCreditCode('')).toBe(false);
    expect(isCreditCode('IOSVZ')).toBe(false);
  });

  it('does not fit with one sign wrong', () => {
    const place = fc.integer({ min: 0, max: 16 });
    const head = fc.array(fc.constantFrom(...SIGNS), { minLength: 17, maxLength: 17 });
    fc.assert(
      fc.property(head, place, fc.constantFrom(...SIGNS), (signs, at, other) => {
        const last = SIGNS.find((sign) => isCreditCode(signs.join('') + sign)) ?? '';
        const wrong = signs.with(at, other).join('') + last;
        expect(isCreditCode(wrong)).toBe(other === signs[at]);
      }),
    );
  });
});
