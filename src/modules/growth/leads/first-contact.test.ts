import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#kernel/time';
import { WORKING_HOURS } from '#kernel/working-time';
import { FIRST_CONTACT_WITHIN, firstContactDue, sayDeadline } from './first-contact.ts';

/** An instant of a June day in Shanghai. */
const at = (text: string): Date => new Date(`2026-06-${text}:00+08:00`);

describe('the time for the first call', () => {
  it.each([
    ['06T10:00', '06T12:00'],
    ['06T19:00', '06T21:00'],
    ['06T20:00', '07T10:00'],
    ['06T20:59', '07T10:59'],
    ['06T21:00', '07T11:00'],
    ['06T23:30', '07T11:00'],
    ['07T00:30', '07T11:00'],
    ['07T08:59', '07T11:00'],
  ])('left at %s, due at %s', (left, due) => {
    expect(firstContactDue(at(left))).toEqual(at(due));
  });

  it('has two working hours before it, ends within working hours, and never comes earlier for who comes later', () => {
    const moment = fc.integer({ min: 0, max: 60 * 24 * 60 });
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        const start = at('01T00:00').getTime();
        const [first, second] = [Math.min(a, b), Math.max(a, b)].map((minutes) => new Date(start + minutes * MINUTE));
        if (first === undefined || second === undefined) throw new Error('two in, two out');
        const due = firstContactDue(first);
        expect(workingMinutes(first, due)).toBe(FIRST_CONTACT_WITHIN / MINUTE);
        expect(due.getTime()).toBeLessThanOrEqual(firstContactDue(second).getTime());
        const hour = ((due.getTime() + 8 * HOUR) % DAY) / HOUR;
        expect(hour).toBeGreaterThan(WORKING_HOURS.from);
        expect(hour).toBeLessThanOrEqual(WORKING_HOURS.to);
      }),
    );
  });

  it('is said as people say it', () => {
    expect(sayDeadline(at('06T12:05'), at('06T10:00'))).toBe('今天 12:05 前');
    expect(sayDeadline(at('07T10:00'), at('06T20:00'))).toBe('明天 10:00 前');
    expect(sayDeadline(at('09T10:00'), at('06T20:00'))).toBe('6月9日 10:00 前');
  });
});

/** Counted minute by minute, the slow and obvious way. */
function workingMinutes(from: Date, to: Date): number {
  let minutes = 0;
  for (let time = from.getTime(); time < to.getTime(); time += MINUTE) {
    const hour = Math.floor(((time + 8 * HOUR) % DAY) / HOUR);
    if (hour >= WORKING_HOURS.from && hour < WORKING_HOURS.to) minutes += 1;
  }
  return minutes;
}
