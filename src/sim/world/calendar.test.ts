import { afterEach, describe, expect, it } from 'vitest';
import { calendarOf } from './calendar.ts';

const until = new Date('2026-06-06T02:00:00Z');
const zone = process.env['TZ'];

afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe('the calendar', () => {
  it('knows holidays, 调休 workdays and the lunar New Year', () => {
    const days = new Map(calendarOf(400, until).map((day) => [day.day, day]));
    expect(days.get('2025-10-08')).toMatchObject({ off: true, month: 10 });
    expect(days.get('2025-10-11')?.off).toBe(false);
    expect(days.get('2026-02-17')).toMatchObject({ off: true, springFestival: true });
    expect(days.get('2026-02-23')?.springFestival).toBe(false);
    expect(days.get('2026-03-07')?.off).toBe(true);
    expect(days.get('2026-03-09')?.off).toBe(false);
  });

  it('is the same wherever the host stands', () => {
    const zones = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Auckland'];
    const [first, ...others] = zones.map((each) => {
      process.env['TZ'] = each;
      return calendarOf(400, until);
    });
    for (const other of others) expect(other).toEqual(first);
  });
});
