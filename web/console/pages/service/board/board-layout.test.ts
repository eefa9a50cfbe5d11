import { describe, expect, it } from 'vitest';
import { HOUR } from '#kernel/time';
import { freeInWords, freeOf, hoursOf, lanesOf, placeOf, windowOf, type Person } from './board-layout.ts';

/** An hour of 22 November 2026 in Shanghai. */
const at = (hour: number): string => new Date(Date.parse('2026-11-21T16:00:00Z') + hour * HOUR).toISOString();
const told = (from: number, to: number) => ({ startsAt: at(from), endsAt: at(to) });

const person = (more: Partial<Person> = {}): Person =>
  ({
    takesVisits: true,
    offBecause: null,
    shifts: [told(9, 18)],
    leaves: [],
    held: [],
    visits: [],
    ...more,
  }) as unknown as Person;

describe('the window of a day', () => {
  it('is eight to seven, and whole hours more where somebody works longer', () => {
    expect(hoursOf(windowOf({ day: '2026-11-22', people: [], unplaced: [] }))).toHaveLength(11);
    const early = windowOf({ day: '2026-11-22', people: [person({ shifts: [told(6.5, 21.5)] })], unplaced: [] });
    expect([early.from, early.to]).toEqual([Date.parse(at(6)), Date.parse(at(22))]);
  });

  it('places a span by its share, and cuts off what hangs over', () => {
    const window = { from: 0, to: 10 };
    expect(placeOf({ from: 5, to: 6 }, window)).toEqual({ left: '50%', width: '10%' });
    expect(placeOf({ from: -5, to: 5 }, window)).toEqual({ left: '0%', width: '50%' });
  });
});

describe('free time', () => {
  it('is the shift without leave, visits and what is being kept', () => {
    const busy = person({
      leaves: [told(9, 10)],
      visits: [told(12, 13.5)] as unknown as Person['visits'],
      held: [told(17, 19)],
    });
    const hours = freeOf(busy).map(({ from, to }) => [
      (from - Date.parse(at(0))) / HOUR,
      (to - Date.parse(at(0))) / HOUR,
    ]);
    expect(hours).toEqual([
      [10, 12],
      [13.5, 17],
    ]);
    expect(freeInWords(busy)).toBe('空 5.5小时');
  });

  it('says why there is none', () => {
    expect(freeInWords(person({ takesVisits: false }))).toBe('不接上门');
    expect(freeInWords(person({ shifts: [], offBecause: '国庆节放假' }))).toBe('国庆节放假');
    expect(freeInWords(person({ leaves: [told(0, 24)] }))).toBe('没有空档');
  });
});

describe('what waits', () => {
  it('stands in lanes in which nothing overlaps', () => {
    const lanes = lanesOf([told(9, 11), told(10, 12), told(11, 13)]);
    expect(lanes).toEqual([[told(9, 11), told(11, 13)], [told(10, 12)]]);
  });
});
