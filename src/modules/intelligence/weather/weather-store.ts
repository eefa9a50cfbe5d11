import { sql } from 'kysely';
import type { CityId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { DayWeather, IssuedWeather } from './weather.ts';

type Db = Database | DatabaseTransaction;

/** A day of a city, as a provider told of it. */
export interface CityWeather extends IssuedWeather {
  readonly cityId: CityId;
  readonly provider: string;
}

const figures = sql`
  to_char(w.day, 'YYYY-MM-DD') as day, w.rain_mm as "rainMm", w.lowest_c as "lowestC", w.highest_c as "highestC",
  w.humidity_pct as "humidityPct", w.wind_kmh as "windKmh"`;

/**
 * Keeps what was told. What was told of a day first counts for the day of issue: what rested on it stays explained, and
 * telling it again changes nothing. Answers how many rows are new.
 */
export async function keepWeather(tx: DatabaseTransaction, told: readonly CityWeather[]): Promise<number> {
  const column = <K extends keyof CityWeather>(name: K): CityWeather[K][] => told.map((each) => each[name]);
  const { numAffectedRows } = await sql`
    insert into intelligence.weather_day
      (city_id, day, issued_on, kind, provider, rain_mm, lowest_c, highest_c, humidity_pct, wind_kmh)
    select * from unnest(${column('cityId')}::uuid[], ${column('day')}::date[], ${column('issuedOn')}::date[],
      ${column('kind')}::text[], ${column('provider')}::text[], ${column('rainMm')}::real[],
      ${column('lowestC')}::real[], ${column('highestC')}::real[], ${column('humidityPct')}::real[],
      ${column('windKmh')}::real[])
      as v (city_id, day, issued_on, kind, provider, rain_mm, lowest_c, highest_c, humidity_pct, wind_kmh)
    order by 1, 2, 3
    on conflict (city_id, day, issued_on) do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** The cities of which somebody told something on a business day (`YYYY-MM-DD`). */
export async function citiesToldOn(db: Db, day: string): Promise<Set<CityId>> {
  const { rows } = await sql<{ cityId: CityId }>`
    select distinct city_id as "cityId" from intelligence.weather_day
    where issued_on = ${day}::date and day >= ${day}::date`.execute(db);
  return new Set(rows.map(({ cityId }) => cityId));
}

export async function dropWeatherBefore(tx: DatabaseTransaction, day: string): Promise<void> {
  await sql`delete from intelligence.weather_day where day < ${day}::date`.execute(tx);
}

/** Which days are asked for, and what may be known of them: business days, both ends included. */
export interface AskedWeather {
  readonly from: string;
  readonly to: string;
  /** Nothing that was told later. */
  readonly issuedUpTo: string;
  /**
   * Of each day only what was told at least so many days before it: what is learnt from must know no more of a day than
   * will be known of those that are forecast.
   */
  readonly leadDays?: number | undefined;
}

/**
 * Of each city and day what was told last of it within what was asked for: a forecast, and for days that were over by
 * then what was observed. Cities and days of which nothing was told are not there.
 */
export async function weatherAsIssued(
  db: Db,
  cityIds: readonly CityId[],
  { from, to, issuedUpTo, leadDays }: AskedWeather,
): Promise<Map<CityId, Map<string, IssuedWeather>>> {
  const { rows } = await sql<IssuedWeather & { cityId: CityId }>`
    select distinct on (w.city_id, w.day) w.city_id as "cityId", ${figures}, w.kind,
           to_char(w.issued_on, 'YYYY-MM-DD') as "issuedOn"
    from intelligence.weather_day w
    where w.city_id = any(${[...cityIds]}::uuid[]) and w.day between ${from}::date and ${to}::date
      and w.issued_on <= ${issuedUpTo}::date
      and (${leadDays ?? null}::integer is null or w.issued_on <= w.day - ${leadDays ?? null}::integer)
    order by w.city_id, w.day, w.issued_on desc`.execute(db);
  const cities = new Map<CityId, Map<string, IssuedWeather>>();
  for (const { cityId, ...weather } of rows) {
    const days = cities.get(cityId) ?? new Map<string, IssuedWeather>();
    cities.set(cityId, days.set(weather.day, weather));
  }
  return cities;
}

/** What was observed of all days that are kept, as far as it was told by a business day; by city, the oldest first. */
export async function observedWeather(
  db: Db,
  cityIds: readonly CityId[],
  issuedUpTo: string,
): Promise<Map<CityId, DayWeather[]>> {
  const { rows } = await sql<DayWeather & { cityId: CityId }>`
    select distinct on (w.city_id, w.day) w.city_id as "cityId", ${figures}
    from intelligence.weather_day w
    where w.city_id = any(${[...cityIds]}::uuid[]) and w.kind = 'observed' and w.issued_on <= ${issuedUpTo}::date
    order by w.city_id, w.day, w.issued_on desc`.execute(db);
  const cities = new Map<CityId, DayWeather[]>();
  for (const { cityId, ...weather } of rows) {
    const days = cities.get(cityId) ?? [];
    days.push(weather);
    cities.set(cityId, days);
  }
  return cities;
}
