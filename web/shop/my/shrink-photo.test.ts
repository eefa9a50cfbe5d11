import { expect, test } from 'vitest';
import { fitWithin } from './shrink-photo.ts';

test('the longer side fits and nothing grows', () => {
  expect(fitWithin(4_000, 3_000)).toEqual({ width: 1_600, height: 1_200 });
  expect(fitWithin(300, 900, 450)).toEqual({ width: 150, height: 450 });
  expect(fitWithin(640, 480)).toEqual({ width: 640, height: 480 });
  expect(fitWithin(5_000, 1, 100)).toEqual({ width: 100, height: 1 });
});
