import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { without } from './span.ts';

describe('what is left of spans', () => {
  it('never overlaps what covers it, and loses nothing else', () => {
    const span = fc.tuple(fc.nat(100), fc.nat(100)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + 1 }));
    fc.assert(
      fc.property(span, fc.array(span, { maxLength: 6 }), fc.nat(101), (whole, covers, moment) => {
        const within = (each: { from: number; to: number }): boolean => each.from <= moment && moment < each.to;
        expect(without([whole], covers).some(within)).toBe(within(whole) && !covers.some(within));
      }),
    );
  });
});
