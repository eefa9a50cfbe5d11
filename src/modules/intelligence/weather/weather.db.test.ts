import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CityId } from '#kernel/ids';
import { businessDay, dayAfter } from '#kernel/time';
import { useContext } from '#testing';
import { makePlaces, type TestPlaces } from '../test-places.ts';
import { fetchWeather } from './fetch-weather.ts';
import { climateOf } from './seasonal.ts';
import { weatherOfCities } from './weather-of-cities.ts';
import { fetchWeatherJob } from './weather-jobs.ts';
import { installWeatherProvider, WeatherRefused, WeatherUnavailable, type WeatherProvider } from './weather-port.ts';
import { dropWeatherBefore, keepWeather, observedWeather, weatherAsIssued } from './weather-store.ts';
import { kindOf, type IssuedWeather } from './weather.ts';

const world = useContext();
let places: TestPlaces;
beforeAll(async () => {
  places = await makePlaces(world, 1);
});
afterEach(() => installWeatherProvider(undefined));

const db = () => world.database.db;
const told = (day: string, issuedOn: string, highestC: number): IssuedWeather => ({
  day,
  issuedOn,
  kind: kindOf(day, issuedOn),
  rainMm: 1.3,
  lowestC: 10.1,
  highestC,
  humidityPct: 72,
  windKmh: 14.4,
});
const keep = (cityId: CityId, ...days: readonly IssuedWeather[]) =>
  world.ctx().transaction((tx) =>
    keepWeather(
      tx.db,
      days.map((each) => ({ ...each, cityId, provider: 'test' })),
    ),
  );
const highest = async (cityId: CityId, day: string, issuedUpTo: string, leadDays?: number) => {
  const issued = await weatherAsIssued(db(), [cityId], { from: day, to: day, issuedUpTo, leadDays });
  return issued.get(cityId)?.get(day)?.highestC;
};

describe('weather as it was issued', () => {
  it('never knows what was told later', async () => {
    const city = places.suzhou;
    await keep(city, told('2025-03-10', '2025-03-04', 21), told('2025-03-10', '2025-03-08', 24));
    await keep(city, told('2025-03-10', '2025-03-10', 25), told('2025-03-10', '2025-03-11', 26.5));
    expect(await highest(city, '2025-03-10', '2025-03-03')).toBeUndefined();
    expect(await highest(city, '2025-03-10', '2025-03-04')).toBe(21);
    expect(await highest(city, '2025-03-10', '2025-03-07')).toBe(21);
    expect(await highest(city, '2025-03-10', '2025-03-09')).toBe(24);
    expect(await highest(city, '2025-03-10', '2025-03-10')).toBe(25);
    expect(await highest(city, '2025-03-10', '2025-04-01')).toBe(26.5);
    // Later on, asked for what was known some days before it.
    expect(await highest(city, '2025-03-10', '2025-04-01', 0)).toBe(25);
    expect(await highest(city, '2025-03-10', '2025-04-01', 1)).toBe(24);
    expect(await highest(city, '2025-03-10', '2025-04-01', 3)).toBe(21);
    expect(await highest(city, '2025-03-10', '2025-04-01', 7)).toBeUndefined();
  });

  it('is told whole, by city and day, and observed apart', async () => {
    const [one, other] = [places.suzhou, places.hefei];
    await keep(one, told('2025-05-01', '2025-05-02', 20), told('2025-05-01', '2025-05-03', 20.6));
    await keep(one, told('2025-05-02', '2025-05-02', 22));
    await keep(other, told('2025-05-02', '2025-05-01', 30));
    const asked = { from: '2025-05-01', to: '2025-05-02', issuedUpTo: '2025-05-03' };
    const issued = await weatherAsIssued(db(), [one, other], asked);
    expect([...issued.get(one)!.keys()]).toEqual(['2025-05-01', '2025-05-02']);
    expect(issued.get(one)!.get('2025-05-01')).toEqual(told('2025-05-01', '2025-05-03', 20.6));
    expect(issued.get(other)!.get('2025-05-02')).toEqual(told('2025-05-02', '2025-05-01', 30));
    expect((await weatherAsIssued(db(), [one], asked)).has(other)).toBe(false);
    const observed = async (upTo: string) =>
      (await observedWeather(db(), [one], upTo)).get(one)?.find(({ day }) => day === '2025-05-01')?.highestC;
    expect(await observed('2025-05-01')).toBeUndefined();
    expect(await observed('2025-05-02')).toBe(20);
    expect(await observed('2025-05-03')).toBe(20.6);
  });

  it('is kept once for a day of issue, and refused where it cannot be', async () => {
    const city = places.hefei;
    expect(await keep(city, told('2025-07-02', '2025-07-01', 31))).toBe(1);
    expect(await keep(city, told('2025-07-02', '2025-07-01', 35), told('2025-07-03', '2025-07-01', 33))).toBe(1);
    expect(await highest(city, '2025-07-02', '2025-07-01')).toBe(31);
    await expect(keep(city, told('2025-07-04', '2025-07-01', 99))).rejects.toThrow('weather_day');
    await expect(keep(city, { ...told('2025-07-04', '2025-07-01', 30), kind: 'observed' })).rejects.toThrow('check');
  });

  it('goes when it is old', async () => {
    const city = places.hefei;
    await keep(city, told('2024-01-01', '2023-12-31', 15), told('2024-01-02', '2023-12-31', 16));
    await world.ctx().transaction((tx) => dropWeatherBefore(tx.db, '2024-01-02'));
    expect(await highest(city, '2024-01-01', '2026-01-01')).toBeUndefined();
    expect(await highest(city, '2024-01-02', '2026-01-01')).toBe(16);
  });
});

describe('the weather of cities', () => {
  it('is what was known, and of the season where nothing was', async () => {
    await keep(places.suzhou, told('2025-09-02', '2025-09-01', 29));
    const days = ['2025-09-01', '2025-09-02'];
    const cityIds = [places.suzhou, places.hefei];
    const known = await weatherOfCities(db(), { cityIds, days, knownOn: '2025-09-01' });
    expect(known.get(places.suzhou)?.get('2025-09-02')).toMatchObject({ kind: 'forecast', highestC: 29 });
    expect(known.get(places.suzhou)?.get('2025-09-01')?.kind).toBe('seasonal');
    expect(known.get(places.hefei)?.get('2025-09-02')).toEqual({ ...climateOf('2025-09-02', 31.82), kind: 'seasonal' });
    const earlier = await weatherOfCities(db(), { cityIds, days, knownOn: '2025-08-31' });
    expect(earlier.get(places.suzhou)?.get('2025-09-02')?.kind).toBe('seasonal');
    expect(await weatherOfCities(db(), { cityIds, days: [], knownOn: '2025-09-01' })).toEqual(new Map());
  });
});

/** Tells every place the same, but for those it has trouble with; by latitude. */
class Teller implements WeatherProvider {
  readonly name = 'teller';
  readonly asked: number[] = [];
  highestC = 30;
  trouble: (latitude: number) => Error | undefined = () => undefined;

  async daily({ lat }: { readonly lat: number }, days: number): Promise<IssuedWeather[]> {
    this.asked.push(lat);
    const trouble = this.trouble(lat);
    if (trouble !== undefined) throw trouble;
    const today = businessDay(world.clock.now());
    return Array.from({ length: days + 2 }, (_, at) => told(dayAfter(today, at - 2), today, this.highestC));
  }
}

const HEFEI = 31.82;

describe('fetching the weather', () => {
  const teller = (): Teller => {
    const made = new Teller();
    installWeatherProvider(made);
    return made;
  };

  it('asks nobody where no provider is set up', async () => {
    expect(await fetchWeather(world.ctx())).toEqual({ provider: null, rows: 0, failed: [] });
    await fetchWeatherJob.handle(world.ctx(), {});
  });

  it('keeps what is told, asks again only for those that failed, and changes nothing when repeated', async () => {
    world.clock.set('2026-06-06T02:00:00Z');
    const provider = teller();
    provider.trouble = (latitude) => (latitude === HEFEI ? new WeatherUnavailable('teller', 'no-answer') : undefined);
    expect(await fetchWeather(world.ctx())).toEqual({
      provider: 'teller',
      rows: 10,
      failed: [{ cityId: places.hefei, code: 'no-answer', remedy: 'again' }],
    });
    await expect(fetchWeatherJob.handle(world.ctx(), {})).rejects.toThrow(WeatherUnavailable);
    expect(await highest(places.hefei, '2026-06-06', '2026-06-06')).toBeUndefined();
    provider.trouble = () => undefined;
    provider.highestC = 33;
    provider.asked.splice(0);
    await fetchWeatherJob.handle(world.ctx(), {});
    expect(provider.asked).toEqual([HEFEI]);
    expect(await fetchWeather(world.ctx())).toEqual({ provider: 'teller', rows: 0, failed: [] });
    expect(await highest(places.suzhou, '2026-06-13', '2026-06-06')).toBe(30);
    expect(await highest(places.hefei, '2026-06-13', '2026-06-06')).toBe(33);
    const observed = await weatherAsIssued(db(), [places.suzhou], {
      from: '2026-06-04',
      to: '2026-06-06',
      issuedUpTo: '2026-06-06',
    });
    expect([...observed.get(places.suzhou)!.values()].map(({ kind }) => kind)).toEqual([
      'observed',
      'observed',
      'forecast',
    ]);
  });

  it('stops at what a person has to mend, goes on after a place that is not known', async () => {
    world.clock.set('2026-06-07T02:00:00Z');
    const provider = teller();
    provider.trouble = () => new WeatherRefused('teller', 'key');
    const refused = await fetchWeather(world.ctx());
    expect(refused.failed.map(({ remedy }) => remedy)).toEqual(['person', 'person']);
    await expect(fetchWeatherJob.handle(world.ctx(), {})).rejects.toThrow(WeatherRefused);
    provider.trouble = (latitude) => (latitude === HEFEI ? new WeatherRefused('teller', 'place', true) : undefined);
    await fetchWeatherJob.handle(world.ctx(), {});
    expect(await highest(places.suzhou, '2026-06-08', '2026-06-07')).toBe(30);
  });

  it('fails with what is a bug', async () => {
    world.clock.set('2026-06-08T02:00:00Z');
    teller().trouble = () => new TypeError('a bug');
    await expect(fetchWeather(world.ctx())).rejects.toThrow('a bug');
  });

  it('drops what is older than it is kept', async () => {
    await keep(places.suzhou, told('2025-05-05', '2025-05-04', 20), told('2025-05-06', '2025-05-04', 21));
    world.clock.set('2026-06-10T02:00:00Z');
    teller();
    await fetchWeather(world.ctx());
    expect(await highest(places.suzhou, '2025-05-05', '2026-06-10')).toBeUndefined();
    expect(await highest(places.suzhou, '2025-05-06', '2026-06-10')).toBe(21);
  });
});
