import { expect, it } from 'vitest';
import { solve, straightLines } from './index.ts';

it('straight lines are told as an estimate, in the plan too', () => {
  // A hundredth of a degree of latitude is 1,112 m.
  const positions = [
    { lng: 120, lat: 30 },
    { lng: 120, lat: 30.01 },
  ];
  const travel = straightLines(positions, { metresPerSecond: 5, detour: 1 });
  const bands = travel.bands.map(({ distances, durations }) => [Array.from(distances), Array.from(durations)]);
  expect(bands).toEqual([
    [
      [0, 1_112, 1_112, 0],
      [0, 222, 222, 0],
    ],
  ]);
  const people = [{ personId: 'a', start: 0, end: 0, shift: { from: 0, to: 3_600 } }];
  const plan = solve(
    { travels: [travel], people, jobs: [{ jobId: 'j', place: 1, service: 600 }] },
    { seed: 1, iterations: 1 },
  );
  expect(plan.isEstimate).toBe(true);
  expect(plan.routes[0]).toMatchObject({ distance: 2_224, arrival: 1_044 });
});
