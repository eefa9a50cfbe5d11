import { describe, expect, it } from 'vitest';
import { trendAfter } from './trend-after.ts';

const days = (people: readonly number[]) =>
  people.map((each, at) => ({ day: `2026-06-${String(at + 1).padStart(2, '0')}`, people: each }));
const when = { raisedOn: '2026-06-04', doneOn: '2026-06-05', since: '2026-06-05T08:00:00.000Z' };

describe('the trend after something was done', () => {
  it.each([
    ['nothing can be said on the day itself', [0, 1, 0, 6, 4, 2], { days: 0, verdict: 'early' }],
    ['it is quiet', [0, 1, 0, 6, 4, 1, 0, 3], { days: 2, before: 5, after: 0.5, verdict: 'quiet' }],
    ['it is as usual where much is usual', [4, 4, 4, 9, 9, 5, 5, 0], { verdict: 'quiet' }],
    ['it is less, however high it was', [1, 0, 1, 11, 11, 3, 4, 0], { after: 3.5, verdict: 'less' }],
    ['it is less', [0, 0, 0, 6, 6, 4, 4, 0], { after: 4, verdict: 'less' }],
    ['it goes on', [0, 0, 0, 6, 6, 7, 8, 0], { after: 7.5, verdict: 'still' }],
  ] as const)('%s', (_name, people, expected) => {
    expect(trendAfter(days(people), when)).toMatchObject(expected);
  });
});
