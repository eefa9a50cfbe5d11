import fc from 'fast-check';
import { expect, it } from 'vitest';
import { movedUp } from './moved-up.ts';

it('moves one item one place to the front', () => {
  expect(movedUp(['a', 'b', 'c'], 2)).toEqual(['a', 'c', 'b']);
  expect(movedUp(['a', 'b', 'c'], 1)).toEqual(['b', 'a', 'c']);
  expect(movedUp(['a'], 0)).toEqual(['a']);
  expect(movedUp(['a'], 4)).toEqual(['a']);
});

it('loses and invents nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.nat(20), (items, at) => {
      const sorted = (of: readonly number[]): number[] => of.toSorted((a, b) => a - b);
      expect(sorted(movedUp(items, at))).toEqual(sorted(items));
    }),
  );
});
