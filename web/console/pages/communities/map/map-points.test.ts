import { describe, expect, it } from 'vitest';
import type { CommunityMapAnswer } from '#modules/cdp/contract';
import type { CityAnswer, MapAnswer } from '#modules/territory/contract';
import { bubbleRadius, citiesOnMap, pointsOf, storesOf } from './map-points.ts';

const city = (id: string, name: string, lng: number, lat: number) =>
  ({ id, name, position: { lng, lat } }) as unknown as CityAnswer;
const cities = [city('hf', '合肥', 117.2, 31.8), city('sz', '苏州', 120.6, 31.3)];
const heard = {
  points: [
    ['a', '和平里', 117.25, 31.81, 4, 1],
    ['b', '栀竹里', 117.3, 31.79, 0, 0],
    ['c', '荷泊花园', 120.61, 31.3, 9, 1],
  ],
  truncated: false,
} as unknown as CommunityMapAnswer;
const places = {
  communities: [
    ['a', '和平里', 117.25, 31.81, 1996, 900],
    ['b', '栀竹里', 117.3, 31.79, 2020, null],
  ],
  stores: [['s', '滨湖店', 117.28, 31.7]],
  truncated: false,
} as unknown as MapAnswer;

const ids = (filter: Parameters<typeof pointsOf>[3]) =>
  pointsOf(heard, places, cities, filter, 2026).map((point) => point.id);

describe('the points of the map', () => {
  it('join what is heard with what stands there', () => {
    const [first] = pointsOf(heard, places, cities, {}, 2026);
    expect(first).toMatchObject({ id: 'a', mentions: 4, households: 900, builtYear: 1996, cityId: 'hf' });
  });

  it('are those that the filter leaves', () => {
    expect(ids({})).toEqual(['a', 'b', 'c']);
    expect(ids({ text: '里' })).toEqual(['a', 'b']);
    expect(ids({ minAgeYears: 30 })).toEqual(['a']);
    expect(ids({ minAgeYears: 31 })).toEqual([]);
    expect(ids({ onlyListed: true })).toEqual(['a', 'b']);
  });

  it('belong to the nearest city, and the loudest city comes first', () => {
    expect(citiesOnMap(pointsOf(heard, places, cities, {}, 2026), cities).map((each) => each.name)).toEqual([
      '苏州',
      '合肥',
    ]);
    expect(citiesOnMap([], cities)).toEqual([]);
  });

  it('know the stores', () => {
    expect(storesOf(places)).toHaveLength(1);
    expect(storesOf(undefined)).toEqual([]);
  });
});

describe('a bubble', () => {
  it('grows with households and with the zoom, within what a map can carry', () => {
    expect(bubbleRadius(2_000, 1)).toBeGreaterThan(bubbleRadius(600, 1));
    expect(bubbleRadius(600, 4)).toBeGreaterThan(bubbleRadius(600, 1));
    expect(bubbleRadius(1_000_000, 1)).toBe(bubbleRadius(500_000, 1));
    expect(bubbleRadius(null, 1)).toBeGreaterThan(0);
  });
});
