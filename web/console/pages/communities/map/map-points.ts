import type { CommunityMapAnswer } from '#modules/cdp/contract';
import type { CityAnswer, MapAnswer } from '#modules/territory/contract';
import { distanceM } from '#kernel/geo';
import { project, type World } from './projection.ts';

/** One bubble. */
export interface MapPoint extends World {
  readonly id: string;
  readonly name: string;
  readonly mentions: number;
  /** 0 to 1: how loud it is against the loudest twentieth. */
  readonly intensity: number;
  readonly households: number | null;
  readonly builtYear: number | null;
  /** The nearest city of those that the reader sees. */
  readonly cityId: string | undefined;
}

export interface StorePoint extends World {
  readonly id: string;
  readonly name: string;
}

/** What the page's filter leaves; the map knows it of every community, the list only of those it has fetched. */
export interface PointFilter {
  readonly text?: string | undefined;
  readonly minAgeYears?: number | undefined;
  /** The communities that a store serves are those that the territory map answers for it. */
  readonly onlyListed?: boolean;
}

/** Joins what is heard (cdp) with what stands there (territory), and leaves what the filter leaves. */
export function pointsOf(
  heard: CommunityMapAnswer,
  places: MapAnswer | undefined,
  cities: readonly CityAnswer[],
  filter: PointFilter,
  year: number,
): MapPoint[] {
  const facts = new Map(
    places?.communities.map((point) => [point[0] as string, { builtYear: point[4], households: point[5] }]),
  );
  const { text, minAgeYears, onlyListed = false } = filter;
  return heard.points.flatMap(([id, name, lng, lat, mentions, intensity]) => {
    const { builtYear = null, households = null } = facts.get(id) ?? {};
    if (onlyListed && !facts.has(id)) return [];
    if (text !== undefined && !name.includes(text)) return [];
    if (minAgeYears !== undefined && (builtYear === null || year - builtYear < minAgeYears)) return [];
    const cityId = nearest(cities, lng, lat);
    return [{ id, name, ...project(lng, lat), mentions, intensity, households, builtYear, cityId }];
  });
}

export function storesOf(places: MapAnswer | undefined): StorePoint[] {
  return (places?.stores ?? []).map(([id, name, lng, lat]) => ({ id, name, ...project(lng, lat) }));
}

function nearest(cities: readonly CityAnswer[], lng: number, lat: number): string | undefined {
  let found: { id: string; far: number } | undefined;
  for (const { id, position } of cities) {
    const far = distanceM(position, { lng, lat });
    if (found === undefined || far < found.far) found = { id, far };
  }
  return found?.id;
}

/** Cities with points on the map, the one that talks most first. */
export function citiesOnMap(
  points: readonly MapPoint[],
  cities: readonly CityAnswer[],
): { id: string; name: string }[] {
  const loud = new Map<string, number>();
  for (const point of points) {
    if (point.cityId !== undefined) loud.set(point.cityId, (loud.get(point.cityId) ?? 0) + point.mentions);
  }
  return cities
    .filter((city) => loud.has(city.id))
    .toSorted((a, b) => (loud.get(b.id) ?? 0) - (loud.get(a.id) ?? 0))
    .map(({ id, name }) => ({ id, name }));
}

/** Radius of a bubble in pixels: its area is its households, and it grows a little while the map is zoomed in. */
export function bubbleRadius(households: number | null, zoom: number): number {
  const plain = Math.sqrt(households ?? 300) * 0.18;
  return Math.max(3.5, Math.min(13, plain)) * Math.max(0.8, Math.min(2.2, zoom ** 0.4));
}
