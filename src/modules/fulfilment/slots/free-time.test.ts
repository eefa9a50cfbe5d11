import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CityId, StoreId, TouchpointId } from '#kernel/ids';
import { addDays, DAY, HOUR, MINUTE, startOfBusinessDay } from '#kernel/time';
import type { Hours, Worker } from '../calendars/worker.ts';
import type { Level } from '../services/service-type.ts';
import { busy, freeSlots, GRID_MS, hoursOf, travelMinutes, unable, type Ask, type WorkerTime } from './free-time.ts';

/** A Monday. */
const MONDAY = startOfBusinessDay('2026-06-08').getTime();
const HERE = { lng: 120.15, lat: 30.28 };
const NINE_TO_SIX: readonly Hours[] = [{ from: 540, to: 1_080 }];
const EVERY_DAY = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, NINE_TO_SIX]));
const ask: Ask = {
  service: { minutes: 90, bufferMinutes: 15, skill: 'design', roles: ['designer'] },
  level: 1,
  at: HERE,
};

function person(more: Partial<Worker> = {}, time: Partial<WorkerTime> = {}): WorkerTime {
  const worker: Worker = {
    touchpointId: 'a' as TouchpointId,
    cityId: 'c' as CityId,
    storeId: 's' as StoreId,
    role: 'designer',
    state: 'active',
    takesVisits: true,
    skills: { design: 2 },
    maxVisitsADay: 5,
    radiusKm: 20,
    week: EVERY_DAY,
    revision: 1,
    ...more,
  };
  return { worker, store: HERE, exceptions: {}, leaves: [], taken: [], ...time };
}

const at = (day: number, hour: number) => MONDAY + day * DAY + hour * HOUR;
const span = (day: number, hour: number) => ({ from: at(day, hour), to: at(day, hour) + 90 * MINUTE });

describe('who could ever come', () => {
  it('needs to be at work, of the role, with the skill at its level, near enough', () => {
    expect(unable(person(), ask)).toBeUndefined();
    expect(unable(person({ state: 'paused' }), ask)?.why).toBe('not_active');
    expect(unable(person({ takesVisits: false }), ask)?.why).toBe('takes_no_visits');
    expect(unable(person({ role: 'technician' }), ask)?.why).toBe('other_role');
    expect(unable(person({ skills: { repair: 3 } }), ask)?.why).toBe('no_skill');
    expect(unable(person(), { ...ask, level: 3 })).toEqual({ why: 'level', has: 2, asked: 3 });
    expect(unable(person({}, { store: { lng: 120.5, lat: 30.28 } }), ask)?.why).toBe('too_far');
  });
});

describe('when somebody can come', () => {
  it('keeps to hours, days off, leave and official holidays', () => {
    expect(busy(person(), ask, span(0, 9))).toBeUndefined();
    expect(busy(person(), ask, span(0, 17))?.why).toBe('off_shift');
    expect(busy(person({}, { exceptions: { '2026-06-08': [] } }), ask, span(0, 9))?.why).toBe('off_shift');
    expect(busy(person({}, { leaves: [{ from: at(0, 10), to: at(0, 11) }] }), ask, span(0, 9))?.why).toBe('on_leave');
    const nationalDay = startOfBusinessDay('2026-10-01').getTime() + 9 * HOUR;
    const then = { from: nationalDay, to: nationalDay + 90 * MINUTE };
    expect(busy(person(), ask, then)).toEqual({ why: 'holiday', name: '国庆节' });
    expect(busy(person({}, { exceptions: { '2026-10-01': NINE_TO_SIX } }), ask, then)).toBeUndefined();
    expect(hoursOf(person(), '2026-10-01').hours).toEqual([]);
  });

  it('needs the way between two homes, and stops at the daily maximum', () => {
    const far = { lng: 120.25, lat: 30.28 };
    const taken = [{ from: at(0, 9), to: at(0, 10), at: far }];
    const way = travelMinutes(far, HERE) + 15;
    expect(way).toBeGreaterThan(45);
    expect(busy(person({}, { taken }), ask, span(0, 9.5))?.why).toBe('taken');
    expect(busy(person({}, { taken }), ask, span(0, 10.5))).toEqual({ why: 'way', minutes: way, free: 30 });
    expect(busy(person({}, { taken }), ask, span(0, 11.5))).toBeUndefined();
    expect(busy(person({ maxVisitsADay: 1 }, { taken }), ask, span(0, 15))).toEqual({ why: 'full', visits: 1 });
  });
});

const minutes = (most: number) => fc.integer({ min: 0, max: Math.floor(most / 15) }).map((quarter) => quarter * 15);
const near = fc.record({
  lng: fc.double({ min: 120, max: 120.3, noNaN: true }),
  lat: fc.double({ min: 30.2, max: 30.4, noNaN: true }),
});
/** Days with a few visits that do not overlap, some leave, some exceptions. */
const people = fc.array(
  fc
    .record({
      index: fc.integer({ min: 0, max: 1_000 }),
      level: fc.constantFrom<Level[]>(1, 2, 3),
      most: fc.integer({ min: 1, max: 5 }),
      hours: fc
        .tuple(minutes(600), minutes(800))
        .map(([from, long]) => [{ from, to: Math.min(1_440, from + long + 15) }]),
      visits: fc.array(fc.record({ after: minutes(600), long: minutes(200), at: near }), { maxLength: 8 }),
      leave: fc.option(fc.record({ from: minutes(4_000), long: minutes(2_000) }), { nil: undefined }),
      off: fc.option(fc.constantFrom('2026-06-08', '2026-06-09', '2026-06-10'), { nil: undefined }),
    })
    .map(({ index, level, most, hours, visits, leave, off }): WorkerTime => {
      let free = MONDAY;
      const taken = visits.map((visit) => {
        const from = free + visit.after * MINUTE;
        free = from + (visit.long + 15) * MINUTE;
        return { from, to: free, at: visit.at };
      });
      const week = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, hours]));
      const from = MONDAY + (leave?.from ?? 0) * MINUTE;
      return person(
        { touchpointId: `p${index}` as TouchpointId, skills: { design: level }, maxVisitsADay: most, week },
        {
          taken,
          leaves: leave === undefined ? [] : [{ from, to: from + (leave.long + 15) * MINUTE }],
          exceptions: off === undefined ? {} : { [off]: [] },
        },
      );
    }),
  { maxLength: 6 },
);

describe('free slots', () => {
  it('are exactly the times on the grid at which somebody could come, and who', () => {
    fc.assert(
      fc.property(people, fc.constantFrom<Level[]>(1, 2, 3), minutes(3_000), (everybody, level, begin) => {
        const asked = { ...ask, level };
        const window = { from: MONDAY + begin * MINUTE, to: addDays(new Date(MONDAY), 3).getTime() };
        const found = freeSlots(everybody, asked, window);
        const expected = [];
        for (let from = Math.ceil(window.from / GRID_MS) * GRID_MS; from < window.to; from += GRID_MS) {
          const each = { from, to: from + 90 * MINUTE };
          const able = everybody.filter(
            (time) => unable(time, asked) === undefined && busy(time, asked, each) === undefined,
          );
          if (able.length > 0) expected.push({ ...each, touchpointIds: able.map((time) => time.worker.touchpointId) });
        }
        expect(found).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
