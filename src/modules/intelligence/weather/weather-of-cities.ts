import type { CityId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { cities } from '#modules/territory';
import { seasonalWeather } from './seasonal.ts';
import { weatherFor, type KnownWeather } from './weather-known.ts';
import { observedWeather, weatherAsIssued } from './weather-store.ts';

export interface AskedDays {
  readonly cityIds: readonly CityId[];
  /** Business days (`YYYY-MM-DD`) in order. */
  readonly days: readonly string[];
  /** Business day: nothing that was told later is known. */
  readonly knownOn: string;
  /** Of each day only what was known so many days before it; for days that are over, what was observed unless said. */
  readonly leadDays?: number | undefined;
}

/** The weather of these days in each of these cities, as it was known then, by city and day. Every day is filled. */
export async function weatherOfCities(
  db: Database | DatabaseTransaction,
  { cityIds, days, knownOn, leadDays }: AskedDays,
): Promise<Map<CityId, ReadonlyMap<string, KnownWeather>>> {
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return new Map();
  const issued = await weatherAsIssued(db, cityIds, { from, to, issuedUpTo: knownOn, leadDays });
  // Whole years are read only of cities that need them.
  const open = cityIds.filter((id) => days.some((day) => issued.get(id)?.has(day) !== true));
  const observed = await observedWeather(db, open, knownOn);
  const asked = new Set(cityIds);
  return new Map(
    (await cities(db))
      .filter(({ id }) => asked.has(id))
      .map(({ id, position }) => {
        const past = observed.get(id) ?? [];
        const known = weatherFor(days, issued.get(id) ?? new Map(), (day) => seasonalWeather(day, position.lat, past));
        return [id, new Map(known.days.map((weather) => [weather.day, weather]))];
      }),
  );
}
