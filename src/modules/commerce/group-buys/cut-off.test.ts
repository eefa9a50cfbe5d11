import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CityId, RegionId } from '#kernel/ids';
import { businessDay, DAY, localMinute } from '#kernel/time';
import {
  cutOffFor,
  FALLBACK,
  nextCutOff,
  pickupDay,
  togetherOf,
  weekdayOf,
  type CategoryId,
  type CutOffRule,
} from './cut-off.ts';

const at = (local: string) => new Date(`${local}:00+08:00`);
const place = { cityId: 'hz' as CityId, regionId: 'east' as RegionId };
const rule = (area: CutOffRule['area'], minute: number, categoryId: string | null = null): CutOffRule => ({
  cutOffRuleId: `${minute}` as CutOffRule['cutOffRuleId'],
  area,
  areaName: '',
  categoryId: categoryId as CategoryId | null,
  minute,
  pickupDays: 1,
  revision: 1,
});
const minuteOf = (rules: readonly CutOffRule[], categories: readonly string[] = ['leaf', 'fresh']) =>
  cutOffFor(rules, place, categories as CategoryId[]).minute;

describe('a cut-off', () => {
  it('is 20:00 where no rule holds', () => {
    expect(minuteOf([rule({ kind: 'city', cityId: 'sh' as CityId }, 600)])).toBe(FALLBACK.minute);
  });

  it('follows the nearest area, and within it the category', () => {
    const everywhere = rule({ kind: 'all' }, 1_000, 'leaf');
    const region = rule({ kind: 'region', regionId: place.regionId }, 1_100);
    const city = rule({ kind: 'city', cityId: place.cityId }, 1_200);
    const fresh = rule({ kind: 'city', cityId: place.cityId }, 1_210, 'fresh');
    expect(minuteOf([everywhere])).toBe(1_000);
    expect(minuteOf([everywhere, region])).toBe(1_100);
    expect(minuteOf([everywhere, region, city])).toBe(1_200);
    expect(minuteOf([everywhere, region, city, fresh])).toBe(1_210);
    expect(minuteOf([city, fresh], ['dry'])).toBe(1_200);
  });

  it('of several things is the earliest, with the latest pick-up', () => {
    expect(
      togetherOf([
        { minute: 1_200, pickupDays: 1 },
        { minute: 960, pickupDays: 2 },
      ]),
    ).toEqual({ minute: 960, pickupDays: 2 });
  });

  it('is today while half an hour is left, else tomorrow', () => {
    expect(localMinute(nextCutOff({ minute: 1_200 }, at('2026-06-06T19:30')))).toBe('2026-06-06 20:00');
    expect(localMinute(nextCutOff({ minute: 1_200 }, at('2026-06-06T19:31')))).toBe('2026-06-07 20:00');
  });

  it('is always within a day and a half hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 0, max: 400 * DAY }), (minute, ms) => {
        const now = new Date(at('2026-01-01T00:00').getTime() + ms);
        const wait = nextCutOff({ minute }, now).getTime() - now.getTime();
        expect(wait).toBeGreaterThanOrEqual(30 * 60_000);
        expect(wait).toBeLessThan(DAY + 30 * 60_000);
      }),
    );
  });
});

describe('the day of pick-up', () => {
  it('is the next one on which the point does not rest', () => {
    const saturday = at('2026-06-06T20:00');
    expect(weekdayOf('2026-06-07')).toBe(7);
    expect(pickupDay(saturday, 1, [])).toBe('2026-06-07');
    expect(pickupDay(saturday, 1, [7])).toBe('2026-06-08');
    expect(pickupDay(saturday, 1, [7, 1, 2])).toBe('2026-06-10');
  });

  it('is never a rest day, and never before its time', () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 6 });
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 400 }), (rest, later, day) => {
        const cutOff = new Date(at('2026-01-01T20:00').getTime() + day * DAY);
        const found = pickupDay(cutOff, later, rest);
        expect(rest).not.toContain(weekdayOf(found));
        expect(found >= businessDay(new Date(cutOff.getTime() + later * DAY))).toBe(true);
      }),
    );
  });
});
