import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstUuidOf, isUuid, seededUuid } from './ids.ts';
import { seededRandom } from './random.ts';

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

  it('lies above every id of a moment before', () => {
    fc.assert(
      fc.property(moments, fc.integer(), (at, seed) => {
        expect(seededUuid(at - 1, seededRandom(seed)) < firstUuidOf(at)).toBe(true);
      }),
    );
  });
});
