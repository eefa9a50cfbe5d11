import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOUR, localMinute, MINUTE } from '#kernel/time';
import { endOfQuiet } from './quiet-hours.ts';

const at = (text: string): Date => new Date(`2026-06-${text}+08:00`);

it.each([
  ['06T21:59:59', '06T21:59:59'],
  ['06T22:00:00', '07T08:00:00'],
  ['06T23:59:59', '07T08:00:00'],
  ['07T00:00:00', '07T08:00:00'],
  ['07T07:59:59', '07T08:00:00'],
  ['07T08:00:00', '07T08:00:00'],
])('ready at %s, goes at %s', (ready, goes) => {
  expect(endOfQuiet(at(ready))).toEqual(at(goes));
});

it('is never in the quiet hours, never earlier, and at most ten hours later', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 * 24 * 400 }), (minutes) => {
      const ready = new Date(at('01T00:00:00').getTime() + minutes * MINUTE);
      const goes = endOfQuiet(ready);
      const time = localMinute(goes).slice(11);
      expect(time >= '08:00' && time < '22:00').toBe(true);
      const wait = goes.getTime() - ready.getTime();
      expect(wait >= 0 && wait <= 10 * HOUR).toBe(true);
    }),
  );
});
