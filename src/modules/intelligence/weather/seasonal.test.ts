import { dayAfter } from '#kernel/time';
import { describe, expect, it } from 'vitest';
import { climateOf, seasonalWeather } from './seasonal.ts';
import { weatherFor } from './weather-known.ts';
import { isPlausible, type DayWeather, type IssuedWeather } from './weather.ts';

const SUZHOU = 31.3;
const like = (day: string, highestC: number): DayWeather => ({
  day,
  rainMm: 2,
  lowestC: highestC - 8,
  highestC,
  humidityPct: 70,
  windKmh: 12,
});
const daysFrom = (day: string, count: number): string[] => Array.from({ length: count }, (_, at) => dayAfter(day, at));

describe('what a day of the season is like', () => {
  it('is the mean of its own days within a fortnight of the year, also over New Year', () => {
    const winter = daysFrom('2025-12-20', 26).map((day, at) => like(day, at % 2 === 0 ? 6 : 8));
    const summer = daysFrom('2025-07-01', 31).map((day) => like(day, 34));
    expect(seasonalWeather('2026-12-31', SUZHOU, [...winter, ...summer])).toEqual(like('2026-12-31', 7));
    expect(seasonalWeather('2027-01-02', SUZHOU, [...winter, ...summer])).toEqual(like('2027-01-02', 7));
  });

  it('is the climate of the latitude where fewer than twenty were observed', () => {
    const days = daysFrom('2025-06-01', 19).map((day) => like(day, 50));
    expect(seasonalWeather('2026-06-10', SUZHOU, days)).toEqual(climateOf('2026-06-10', SUZHOU));
    const more = [...days, like('2025-06-20', 50)];
    expect(seasonalWeather('2026-06-10', SUZHOU, more).highestC).toBe(50);
  });

  it('tells a day of the past nothing that came later', () => {
    const later = daysFrom('2026-06-10', 31).map((day) => like(day, 50));
    expect(seasonalWeather('2026-06-10', SUZHOU, later)).toEqual(climateOf('2026-06-10', SUZHOU));
  });

  it('knows winter from summer and north from south', () => {
    const [january, july] = [climateOf('2026-01-20', SUZHOU), climateOf('2026-07-20', SUZHOU)];
    expect(january.highestC).toBeLessThan(12);
    expect(july.lowestC).toBeGreaterThan(22);
    expect(july.rainMm).toBeGreaterThan(january.rainMm);
    expect(climateOf('2026-01-20', 45.8).highestC).toBeLessThan(-5);
    expect(climateOf('2026-01-20', 20).lowestC).toBeGreaterThan(10);
    for (let latitude = -60; latitude <= 60; latitude += 5) {
      for (const day of daysFrom('2028-01-01', 366)) expect(isPlausible(climateOf(day, latitude))).toBe(true);
    }
  });
});

describe('the weather of a list of days', () => {
  it('is what was issued, else of the season, and says how many of these there are', () => {
    const issued: IssuedWeather = { ...like('2026-06-07', 25), kind: 'forecast', issuedOn: '2026-06-06' };
    const known = weatherFor(['2026-06-06', '2026-06-07', '2026-06-08'], new Map([[issued.day, issued]]), (day) =>
      like(day, 20),
    );
    expect(known.seasonal).toBe(2);
    expect(known.days.map(({ day, kind, highestC }) => [day, kind, highestC])).toEqual([
      ['2026-06-06', 'seasonal', 20],
      ['2026-06-07', 'forecast', 25],
      ['2026-06-08', 'seasonal', 20],
    ]);
  });
});

describe('a plausible day', () => {
  it('is within what was ever measured, its lowest below its highest', () => {
    const fine = like('2026-06-06', 28);
    expect(isPlausible(fine)).toBe(true);
    const absurd = [
      { rainMm: -1 },
      { rainMm: 2_500 },
      { highestC: 85 },
      { lowestC: 30 },
      { humidityPct: 101 },
      { windKmh: Number.NaN },
      { windKmh: 900 },
    ];
    for (const change of absurd) expect(isPlausible({ ...fine, ...change })).toBe(false);
  });
});
