import { z } from 'zod';
import { businessDay, type Clock } from '#kernel/time';
import { askOverHttp, issuedOn, shapedAs, type ProviderAnswer } from './provider-answer.ts';
import { PAST_DAYS, WeatherRefused, WeatherUnavailable, type WeatherProvider } from './weather-port.ts';
import type { DayWeather } from './weather.ts';

const NAME = 'open-meteo';

export const OPEN_METEO = {
  /** Free of charge where nothing is earned with it. */
  free: 'https://api.open-meteo.com',
  /** For customers, with a key. */
  customer: 'https://customer-api.open-meteo.com',
} as const;

export interface OpenMeteoSettings {
  /** Without a trailing slash; Open-Meteo's own, or that of a server that runs its software. */
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  readonly clock: Clock;
  readonly patienceMs?: number;
}

const VARIABLES = [
  'precipitation_sum',
  'temperature_2m_min',
  'temperature_2m_max',
  'relative_humidity_2m_mean',
  'wind_speed_10m_max',
] as const;

/** Null where the models do not reach. */
const figures = z.array(z.number().nullable()).max(40);

/** The units are told beside the figures: in others they would be believed and wrong. */
const forecast = z.object({
  utc_offset_seconds: z.literal(28_800),
  daily_units: z.object({
    precipitation_sum: z.literal('mm'),
    temperature_2m_min: z.literal('°C'),
    temperature_2m_max: z.literal('°C'),
    relative_humidity_2m_mean: z.literal('%'),
    wind_speed_10m_max: z.literal('km/h'),
  }),
  daily: z.object({
    time: z.array(z.iso.date()).max(40),
    precipitation_sum: figures,
    temperature_2m_min: figures,
    temperature_2m_max: figures,
    relative_humidity_2m_mean: figures,
    wind_speed_10m_max: figures,
  }),
});

const failure = z.object({ error: z.literal(true), reason: z.string() });

/**
 * Open-Meteo (open-meteo.com/en/docs, /v1/forecast; days of Beijing). What it tells of past days are the first hours of
 * each run of the models, which begin with what was measured; it is no station's record, but it is near to one.
 */
export function openMeteo({ baseUrl, apiKey, clock, patienceMs }: OpenMeteoSettings): WeatherProvider {
  return {
    name: NAME,
    async daily(place, days, signal) {
      const today = businessDay(clock.now());
      const query = new URLSearchParams({
        latitude: place.lat.toFixed(4),
        longitude: place.lng.toFixed(4),
        daily: VARIABLES.join(','),
        timezone: 'Asia/Shanghai',
        past_days: String(PAST_DAYS),
        forecast_days: String(days),
        ...(apiKey !== undefined && { apikey: apiKey }),
      });
      const headers = { accept: 'application/json', 'user-agent': 'Twinwheel/1.0' };
      const answer = await askOverHttp(NAME, `${baseUrl}/v1/forecast?${query.toString()}`, {
        headers,
        signal,
        patienceMs,
      });
      if (answer.status !== 200) throw refusalOf(answer);
      return issuedOn(NAME, { today, days }, daysOf(shapedAs(NAME, forecast, answer.body).daily));
    },
  };
}

/** Days of which a figure is missing are left out. */
function daysOf(daily: z.output<typeof forecast>['daily']): DayWeather[] {
  if (VARIABLES.some((name) => daily[name].length !== daily.time.length)) {
    throw new WeatherUnavailable(NAME, 'answer-shape');
  }
  return daily.time.flatMap((day, at) => {
    const [rainMm, lowestC, highestC, humidityPct, windKmh] = VARIABLES.map((name) => daily[name][at] ?? undefined);
    if (rainMm === undefined || lowestC === undefined || highestC === undefined) return [];
    if (humidityPct === undefined || windKmh === undefined) return [];
    return [{ day, rainMm, lowestC, highestC, humidityPct, windKmh }];
  });
}

/**
 * A wrong key answers 400 and a missing one 401; so does 400 for a place without data. Limits (429) are of a minute, an
 * hour or a day (open-meteo/open-meteo, Sources/App/Helper/RateLimiter.swift); a day's is over for today.
 */
function refusalOf({ status, body }: ProviderAnswer): Error {
  const told = failure.safeParse(body);
  const reason = told.success ? told.data.reason : '';
  const isOfKey = status === 401 || status === 403 || /api ?key/i.test(reason);
  if (isOfKey) return new WeatherRefused(NAME, 'key');
  if (status === 429) {
    const isSpent = /daily|monthly/i.test(reason);
    return isSpent ? new WeatherRefused(NAME, 'quota') : new WeatherUnavailable(NAME, 'too-often');
  }
  if (status === 404) return new WeatherRefused(NAME, 'address');
  if (status === 400) return new WeatherRefused(NAME, 'place', true);
  return new WeatherUnavailable(NAME, `HTTP-${status}`);
}
