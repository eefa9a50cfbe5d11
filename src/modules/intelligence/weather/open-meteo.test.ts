import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '#kernel/time';
import { openMeteo } from './open-meteo.ts';
import { WeatherHouse } from './test-weather-house.ts';
import { WeatherRefused, WeatherUnavailable } from './weather-port.ts';

const SECRET = 'a-key-that-nobody-may-read';
const SUZHOU = { lng: 120.62, lat: 31.3 };
/** Twenty past one in the morning of the 6th in Beijing, still the 5th in London. */
const clock = new ManualClock('2026-06-05T17:20:00Z');
const house = new WeatherHouse();
beforeAll(() => house.open());
afterAll(() => house.close());

const asks = (apiKey?: string, patienceMs = 2_000) =>
  openMeteo({ baseUrl: house.url, apiKey, clock, patienceMs }).daily(SUZHOU, 8, new AbortController().signal);

const refusal = async (apiKey?: string, patienceMs?: number): Promise<WeatherRefused | WeatherUnavailable> => {
  const error: unknown = await asks(apiKey, patienceMs).catch((caught: unknown) => caught);
  if (!(error instanceof WeatherRefused || error instanceof WeatherUnavailable)) throw new Error(String(error));
  expect(JSON.stringify([error.message, error.params, error.stack])).not.toContain(SECRET);
  expect(error.cause).toBeUndefined();
  return error;
};

describe('Open-Meteo', () => {
  it('is asked for days of Beijing, and tells of the past and what is to come', async () => {
    house.answer({ fixture: 'open-meteo-daily' });
    const told = await asks();
    expect(house.asked[0]?.method).toBe('GET');
    expect(house.address.pathname).toBe('/v1/forecast');
    expect(Object.fromEntries(house.address.searchParams)).toEqual({
      latitude: '31.3000',
      longitude: '120.6200',
      daily: 'precipitation_sum,temperature_2m_min,temperature_2m_max,relative_humidity_2m_mean,wind_speed_10m_max',
      timezone: 'Asia/Shanghai',
      past_days: '2',
      forecast_days: '8',
    });
    expect(told).toHaveLength(10);
    expect(told.map(({ kind }) => kind)).toEqual(['observed', 'observed', ...Array<string>(8).fill('forecast')]);
    expect(told[2]).toEqual({
      day: '2026-06-06',
      rainMm: 0,
      lowestC: 21.1,
      highestC: 30.2,
      humidityPct: 69,
      windKmh: 12.6,
      kind: 'forecast',
      issuedOn: '2026-06-06',
    });
  });

  it('is told the key of a customer', async () => {
    house.answer({ fixture: 'open-meteo-daily' });
    await asks(SECRET);
    expect(house.address.searchParams.get('apikey')).toBe(SECRET);
  });

  it('leaves out days of which a figure is missing', async () => {
    const daily = { time: ['2026-06-06', '2026-06-07'], precipitation_sum: [1, null] };
    const others = ['temperature_2m_min', 'temperature_2m_max', 'relative_humidity_2m_mean', 'wind_speed_10m_max'];
    const units = { precipitation_sum: 'mm', temperature_2m_min: '°C', temperature_2m_max: '°C' };
    house.answer({
      text: JSON.stringify({
        utc_offset_seconds: 28_800,
        daily_units: { ...units, relative_humidity_2m_mean: '%', wind_speed_10m_max: 'km/h' },
        daily: { ...daily, ...Object.fromEntries(others.map((name) => [name, [20, 20]])) },
      }),
    });
    expect((await asks()).map(({ day }) => day)).toEqual(['2026-06-06']);
  });

  it('refuses for good: a wrong key, a limit that is used up, a wrong address, a place', async () => {
    house.answer(
      { status: 400, fixture: 'open-meteo-key' },
      { status: 429, fixture: 'open-meteo-daily-limit' },
      { status: 404, text: 'nothing here' },
      { status: 400, fixture: 'open-meteo-place' },
    );
    for (const [code, isOfPlace] of [
      ['key', false],
      ['quota', false],
      ['address', false],
      ['place', true],
    ] as const) {
      const error = await refusal(SECRET);
      expect(error).toBeInstanceOf(WeatherRefused);
      expect(error).toMatchObject({ isOfPlace, params: { provider: 'open-meteo', code } });
    }
  });

  it('may be asked again when it was asked too often, is in trouble, or tells what cannot be', async () => {
    house.answer(
      { status: 429, fixture: 'open-meteo-minutely-limit' },
      { status: 502, text: '<html>' },
      { text: '{"daily":' },
      { text: 'x'.repeat(300_000) },
      { fixture: 'open-meteo-other-units' },
      { fixture: 'open-meteo-implausible' },
    );
    for (const code of [
      'too-often',
      'HTTP-502',
      'answer-shape',
      'answer-too-large',
      'answer-shape',
      'answer-implausible',
    ]) {
      const error = await refusal(SECRET);
      expect(error).toBeInstanceOf(WeatherUnavailable);
      expect(error.params).toEqual({ provider: 'open-meteo', code });
    }
  });

  it('is not waited for longer than patience lasts, nor after the one who asks gave up', async () => {
    house.answer({ isSilent: true });
    expect((await refusal(SECRET, 50)).params['code']).toBe('no-answer');
    const given = new AbortController();
    const asking = openMeteo({ baseUrl: house.url, clock }).daily(SUZHOU, 8, given.signal);
    given.abort(new Error('stopping'));
    await expect(asking).rejects.toThrow('stopping');
  });
});
