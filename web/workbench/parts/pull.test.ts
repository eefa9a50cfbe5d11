import { expect, it } from 'vitest';
import { pulledBy, READY_PX } from './pull.ts';

it('gives way to a finger, less and less', () => {
  expect([-20, 0].map(pulledBy)).toEqual([0, 0]);
  const pulls = [20, 60, 120, 240, 480].map(pulledBy);
  expect(pulls).toEqual(pulls.toSorted((a, b) => a - b));
  expect(pulledBy(20)).toBeLessThanOrEqual(10);
});

it('needs a pull that is meant, and one thumb can make', () => {
  expect(pulledBy(90)).toBeLessThan(READY_PX);
  expect(pulledBy(220)).toBeGreaterThan(READY_PX);
  expect(pulledBy(10_000)).toBe(88);
});
