import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY, HOUR, localMinute, MINUTE } from './time.ts';
import { afterWorkingTime, lastWorkingMoment } from './working-time.ts';

/** An instant of a June day in Shanghai. */
const at = (text: string): Date => new Date(`2026-06-${text}:00+08:00`);

it.each([
  ['06T10:00', '06T14:00'],
  ['06T19:00', '07T11:00'],
  ['06T22:30', '07T13:00'],
  ['07T03:00', '07T13:00'],
])('four working hours from %s are over at %s', (from, due) => {
  expect(afterWorkingTime(at(from), 4 * HOUR)).toEqual(at(due));
});

it.each([
  ['06T10:00', '06T10:00'],
  ['06T21:00', '06T21:00'],
  ['06T23:30', '06T21:00'],
  ['07T02:00', '06T21:00'],
  ['07T09:00', '07T09:00'],
])('the last working moment up to %s is %s', (until, moment) => {
  expect(lastWorkingMoment(at(until))).toEqual(at(moment));
});

it('is in working time, not after what was asked, and not a night earlier', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 * 24 * 60 }), (minutes) => {
      const until = new Date(at('01T00:00').getTime() + minutes * MINUTE);
      const moment = lastWorkingMoment(until);
      const before = until.getTime() - moment.getTime();
      expect(before >= 0 && before < DAY / 2).toBe(true);
      const time = localMinute(moment).slice(11);
      expect(time >= '09:00' && time <= '21:00').toBe(true);
    }),
  );
});
