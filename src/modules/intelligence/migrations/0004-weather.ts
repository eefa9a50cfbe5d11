import type { Migration } from '#platform/postgres';

/** The weather of cities, as it was told: forecasts stay beside what came of them. */
export const weather: Migration = {
  name: '0004-weather',
  up: `
    create table intelligence.weather_day (
      city_id uuid not null,
      day date not null,
      -- The business day on which it was told: of a day that is asked for later, only what was known by then counts.
      issued_on date not null,
      kind text not null check (kind in ('observed', 'forecast')),
      provider text not null check (provider <> ''),
      rain_mm real not null check (rain_mm between 0 and 2000),
      lowest_c real not null check (lowest_c between -90 and 60),
      highest_c real not null check (highest_c between -90 and 60),
      humidity_pct real not null check (humidity_pct between 0 and 100),
      wind_kmh real not null check (wind_kmh between 0 and 450),
      primary key (city_id, day, issued_on),
      check (lowest_c <= highest_c),
      -- What is told on a day of itself is still expected.
      check ((kind = 'observed') = (day < issued_on))
    );
    -- What is old goes by it.
    create index weather_day_by_day on intelligence.weather_day (day);
  `,
};
