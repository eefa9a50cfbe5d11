import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoreId, TouchpointId } from '#kernel/ids';
import { HOUR } from '#kernel/time';
import type { Ask, WorkerTime } from '../slots/free-time.ts';
import type { Errand } from './day-problem.ts';
import { whyNot } from './dispatch.ts';
import { planDay } from './plan-day.ts';
import { anyTeam, FAR, HERE, NINE, person } from './test-days.ts';

const nobody = { customer: new Set<never>(), project: new Set<never>(), community: new Set<never>() };
const askAt = (isFar: boolean): Ask => ({
  service: { minutes: 60, bufferMinutes: 15, skill: 'design', roles: ['designer'] },
  level: 1,
  at: isFar ? FAR : HERE,
});
const errand = (visitId: string, half: number, isFar: boolean, has?: TouchpointId): Errand => {
  const from = NINE + (half * HOUR) / 2;
  const stores = new Set(['s' as StoreId]);
  return { visitId, ask: askAt(isFar), from, to: from + HOUR, has, stays: false, stores, served: nobody };
};
const errands = fc
  .array(fc.record({ half: fc.integer({ min: 0, max: 17 }), isFar: fc.boolean() }), { minLength: 1, maxLength: 6 })
  .map((those) => those.map(({ half, isFar }, at) => errand(`v${at}`, half, isFar)));
const asked = { day: '2026-06-08', movingMinutes: 10, seed: 1, iterations: 100 };

/** Takes the time of one more visit. */
const taking = (time: WorkerTime, { from, to, ask }: Errand): WorkerTime => ({
  ...time,
  taken: [...time.taken, { from, to, at: ask.at }].toSorted((a, b) => a.from - b.from),
});

describe('a day planned as a whole', () => {
  it('gives nobody what the rules forbid, beside all that they have already', () => {
    fc.assert(
      fc.property(anyTeam, errands, (team, those) => {
        const { assigned } = planDay({ ...asked, people: team, errands: those });
        const people = new Map(team.map((time) => [time.worker.touchpointId, time]));
        for (const each of those.toSorted((a, b) => a.from - b.from)) {
          const to = assigned.find(({ visitId }) => visitId === each.visitId)?.touchpointId ?? null;
          if (to === null) continue;
          const time = people.get(to)!;
          expect(whyNot(time, each.ask, each)).toBeUndefined();
          people.set(to, taking(time, each));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('changes hands only where that saves more than the trouble', () => {
    const people = [person('near'), person('far', {}, { store: FAR })];
    const errandOf = [errand('v', 2, false, 'far' as TouchpointId)];
    const worth = planDay({ ...asked, people, errands: errandOf });
    expect(worth.assigned[0]?.touchpointId).toBe('near');
    expect([worth.before, worth.after].map(({ way, visits }) => [way, visits])).toEqual([
      [32, 1],
      [0, 1],
    ]);
    const trouble = planDay({ ...asked, movingMinutes: 100, people, errands: errandOf });
    expect(trouble.assigned[0]?.touchpointId).toBe('far');
  });

  it('leaves out what nobody can do, and says so', () => {
    const { assigned, after } = planDay({
      ...asked,
      people: [person('only', { maxVisitsADay: 1 })],
      errands: [errand('a', 0, false), errand('b', 6, false)],
    });
    expect(assigned.filter(({ touchpointId }) => touchpointId === null)).toHaveLength(1);
    expect(after.visits).toBe(1);
    expect(after.cost).toBeLessThan(100);
  });
});
