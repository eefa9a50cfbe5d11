import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstUuidOf, isUuid, seededUuid } from './ids.ts';
import { seededRandom, type Random } from './random.ts';

describe('the first id of a moment', () => {
  const moments = fc.integer({ min: 1_500_000_000_000, max: 4_000_000_000_000 });

  it('is an id, and none of that moment is smaller', () => {
    fc.assert(
      fc.property(moments, fc.integer(), (at, seed) => {
        expect(isUuid(firstUuidOf(at))).toBe(true);
        expect(seededUuid(at, seededRandom(seed)) >= firstUuidOf(at)).toBe(true);
      }),
    );
  });

  it('reads as RFC 9562 draws it: 48 bits of milliseconds, version 7, a counter, variant 2', () => {
    expect(firstUuidOf(0x0123456789ab)).toBe('01234567-89ab-7000-8000-000000000000');
    const full: Random = { next: () => 4095 / 4096, bytes: (length) => new Uint8Array(length).fill(255) };
    expect(seededUuid(1, full)).toBe('00000000-0001-7fff-bfff-ffffffffffff');
  });

  it('lies above every id of a moment before', () => {
    fc.assert(
      fc.property(moments, fc.integer(), (at, seed) => {
        expect(seededUuid(at - 1, seededRandom(seed)) < firstUuidOf(at)).toBe(true);
      }),
    );
  });
});
