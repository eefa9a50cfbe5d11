import fc from 'fast-check';
import type { CityId, StoreId, TouchpointId } from '#kernel/ids';
import { HOUR, MINUTE, startOfBusinessDay } from '#kernel/time';
import type { Worker } from '../calendars/worker.ts';
import type { WorkerTime } from '../slots/free-time.ts';

export const HERE = { lng: 120.15, lat: 30.28 };
export const FAR = { lng: 120.25, lat: 30.28 };
/** Of a Monday in Shanghai. */
export const NINE = startOfBusinessDay('2026-06-08').getTime() + 9 * HOUR;

/** For tests: a designer who is there on Mondays. */
export function person(name: string, more: Partial<Worker> = {}, time: Partial<WorkerTime> = {}): WorkerTime {
  const worker: Worker = {
    touchpointId: name as TouchpointId,
    cityId: 'c' as CityId,
    storeId: 's' as StoreId,
    role: 'designer',
    state: 'active',
    takesVisits: true,
    skills: { design: 1 },
    maxVisitsADay: 4,
    radiusKm: 30,
    week: { 1: [{ from: 480, to: 1_200 }] },
    revision: 1,
    ...more,
  };
  return { worker, store: HERE, exceptions: {}, leaves: [], taken: [], ...time };
}

const HOURS_OF_WEEK = {
  1: [
    { from: 540, to: 720 },
    { from: 780, to: 1_080 },
  ],
};

/** Somebody with a day as people make it: rules are broken here and there. */
const someone = fc
  .record({
    skills: fc.constantFrom({ design: 1 as const }, { design: 3 as const }, { repair: 2 as const }),
    maxVisitsADay: fc.integer({ min: 1, max: 4 }),
    week: fc.constantFrom({ 1: [{ from: 480, to: 1_200 }] }, HOURS_OF_WEEK, {}),
    store: fc.constantFrom(HERE, FAR),
    leave: fc.option(fc.integer({ min: 0, max: 8 })),
    taken: fc.uniqueArray(
      fc.record({
        hour: fc.integer({ min: 0, max: 9 }),
        minutes: fc.integer({ min: 10, max: 60 }),
        isFar: fc.boolean(),
      }),
      {
        maxLength: 5,
        selector: ({ hour }) => hour,
      },
    ),
  })
  .map(
    ({ skills, maxVisitsADay, week, store, leave, taken }) =>
      (name: string) =>
        person(
          name,
          { skills, maxVisitsADay, week },
          {
            store,
            leaves: leave === null ? [] : [{ from: NINE + leave * HOUR, to: NINE + (leave + 1) * HOUR }],
            taken: taken
              .toSorted((a, b) => a.hour - b.hour)
              .map(({ hour, minutes, isFar }) => ({
                from: NINE + hour * HOUR,
                to: NINE + hour * HOUR + minutes * MINUTE,
                at: isFar ? FAR : HERE,
              })),
          },
        ),
  );
/** Some people with any days at all. */
export const anyTeam = fc
  .array(someone, { minLength: 1, maxLength: 4 })
  .map((people) => people.map((make, at) => make(`p${at}`)));
