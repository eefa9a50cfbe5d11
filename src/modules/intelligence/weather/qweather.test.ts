import { generateKeyPairSync, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '#kernel/time';
import { qweather, type QWeatherCredential } from './qweather.ts';
import { WeatherHouse } from './test-weather-house.ts';
import { WeatherRefused, WeatherUnavailable } from './weather-port.ts';

const SECRET = 'a-key-that-nobody-may-read';
const pair = generateKeyPairSync('ed25519');
const signing: QWeatherCredential = {
  kind: 'jwt',
  keyId: 'ABCDE12345',
  projectId: 'FGHIJ67890',
  privateKey: pair.privateKey,
};
const clock = new ManualClock('2026-06-05T17:20:00Z');
const house = new WeatherHouse();
beforeAll(() => house.open());
afterAll(() => house.close());

const asks = (credential: QWeatherCredential = signing, days = 8) => {
  const provider = qweather({ baseUrl: house.url, credential, clock, patienceMs: 2_000 });
  return provider.daily({ lng: 120.6249, lat: 31.3 }, days, new AbortController().signal);
};
const failure = async (): Promise<unknown> => asks({ kind: 'key', apiKey: SECRET }).catch((error: unknown) => error);
const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());

describe('QWeather', () => {
  it('tells of today and the days ahead, and nothing of yesterday', async () => {
    house.answer({ fixture: 'qweather-daily' });
    const told = await asks();
    expect(house.asked[0]?.method).toBe('GET');
    expect(house.asked[0]?.url).toBe('/v7/weather/10d?location=120.62,31.30&unit=m');
    expect(told.map(({ day }) => day)).toEqual(
      Array.from({ length: 8 }, (_, at) => `2026-06-${String(6 + at).padStart(2, '0')}`),
    );
    expect(told.every(({ kind, issuedOn }) => kind === 'forecast' && issuedOn === '2026-06-06')).toBe(true);
    expect(told[0]).toMatchObject({ rainMm: 0, lowestC: 21, highestC: 30, humidityPct: 69, windKmh: 13 });
    await asks(signing, 7);
    expect(house.address.pathname).toBe('/v7/weather/7d');
  });

  it('is shown a token that is signed with the key of the project', async () => {
    house.answer({ fixture: 'qweather-daily' });
    await asks();
    const { authorization = '', ...others } = house.asked[0]?.headers ?? {};
    expect(others).not.toHaveProperty('x-qw-api-key');
    const [header = '', payload = '', signature = ''] = authorization.replace(/^Bearer /, '').split('.');
    expect(read(header)).toEqual({ alg: 'EdDSA', kid: 'ABCDE12345' });
    const now = clock.now().getTime() / 1_000;
    expect(read(payload)).toEqual({ sub: 'FGHIJ67890', iat: now - 30, exp: now + 600 });
    const signed = Buffer.from(`${header}.${payload}`);
    expect(verify(null, signed, pair.publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
  });

  it('is shown a key in a header, and no token beside it', async () => {
    house.answer({ fixture: 'qweather-daily' });
    await asks({ kind: 'key', apiKey: SECRET });
    expect(house.asked[0]?.headers['x-qw-api-key']).toBe(SECRET);
    expect(house.asked[0]?.headers).not.toHaveProperty('authorization');
    expect(house.asked[0]?.url).not.toContain(SECRET);
  });

  it('refuses for good: credentials, credit, a month that is used up, a place', async () => {
    house.answer(
      { status: 401, fixture: 'qweather-unauthorized' },
      { fixture: 'qweather-balance' },
      { status: 429, fixture: 'qweather-over-monthly-limit' },
      { status: 400, fixture: 'qweather-no-such-location' },
      { text: '{"code":"404"}' },
      { status: 404, text: 'nothing here' },
    );
    for (const [code, isOfPlace] of [
      ['unauthorized', false],
      ['402', false],
      ['over-monthly-limit', false],
      ['no-such-location', true],
      ['404', true],
      ['HTTP-404', false],
    ] as const) {
      const error = await failure();
      expect(error).toBeInstanceOf(WeatherRefused);
      expect(error).toMatchObject({ isOfPlace, params: { provider: 'qweather', code } });
      expect(JSON.stringify([(error as Error).message, (error as Error).stack])).not.toContain(SECRET);
    }
  });

  it('may be asked again when it was asked too often, is in trouble, or tells what cannot be', async () => {
    house.answer(
      { status: 429, fixture: 'qweather-too-many-requests' },
      { text: '{"code":"429"}' },
      { status: 500, text: '' },
      { fixture: 'qweather-broken' },
      { fixture: 'qweather-implausible' },
      { text: '{"code":"200","daily":[]}' },
    );
    for (const code of ['too-many-requests', '429', 'HTTP-500', 'answer-shape', 'answer-implausible', 'answer-empty']) {
      const error = await failure();
      expect(error).toBeInstanceOf(WeatherUnavailable);
      expect((error as WeatherUnavailable).params).toEqual({ provider: 'qweather', code });
    }
  });
});
