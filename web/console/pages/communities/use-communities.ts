import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CommunitiesAnswer, CommunityMapAnswer, CommunityRow } from '#modules/cdp/contract';
import type { MapAnswer } from '#modules/territory/contract';
import { businessDay, HOUR } from '#kernel/time';
import { api } from '../../../shared/api.ts';
import type { ApiProblem } from '../../../shared/problem.ts';
import { useNow } from '../../../shared/use-now.ts';
import { useCities } from '../../parts/choices.ts';
import { useList, type List } from '../../parts/use-list.ts';
import { useLiveSlowly } from '../../parts/use-live-slowly.ts';

import { COMMUNITIES_KEY, COMMUNITIES_PATH } from './community-words.ts';
import { citiesOnMap, pointsOf, storesOf, type MapPoint, type StorePoint } from './map/map-points.ts';

export const FILTERS = ['city', 'store', 'age', 'text', 'topic', 'days'] as const;
export type CommunityFilter = Readonly<Record<(typeof FILTERS)[number], string | undefined>>;

const TOPICS = ['community'];

export const daysIn = (filter: Pick<CommunityFilter, 'days'>): number => Number(filter.days ?? 30);

const queryOf = ({ city, store, age, text, topic, days }: CommunityFilter) => ({
  cityId: city,
  storeId: store,
  minAgeYears: age,
  text,
  topic,
  days,
});

/** The list of the page, and whoever is loudest in it, for the sentence on top. */
export function useCommunityList(
  filter: CommunityFilter,
  sort: string,
): { list: List<CommunityRow>; loudest: CommunityRow | undefined } {
  const query = queryOf(filter);
  const list = useList<CommunityRow>(COMMUNITIES_KEY, COMMUNITIES_PATH, { query: { ...query, sort } });
  const loudest = useQuery({
    queryKey: [...COMMUNITIES_KEY, 'loudest', query],
    queryFn: ({ signal }) =>
      api.get<CommunitiesAnswer>(COMMUNITIES_PATH, { query: { ...query, sort: 'mentions', limit: 1 }, signal }),
    placeholderData: (before) => before,
  });
  useLiveSlowly(TOPICS, COMMUNITIES_KEY, { pauseMs: 4_000 });
  return { list, loudest: loudest.data?.items[0] };
}

export interface CommunityMaps {
  readonly heard: UseQueryResult<CommunityMapAnswer, ApiProblem>;
  readonly points: readonly MapPoint[];
  readonly stores: readonly StorePoint[];
  readonly cities: readonly { readonly id: string; readonly name: string }[];
}

/** Every community that the filter leaves, as points. */
export function useCommunityMap(filter: CommunityFilter): CommunityMaps {
  const { city, store, topic, days, text, age } = filter;
  const cities = useCities();
  const heard = useQuery({
    queryKey: [...COMMUNITIES_KEY, 'map', { city, topic, days }],
    queryFn: ({ signal }) =>
      api.get<CommunityMapAnswer>(`${COMMUNITIES_PATH}/map`, { query: { cityId: city, topic, days }, signal }),
    placeholderData: (before) => before,
  });
  const places = useQuery({
    queryKey: [...COMMUNITIES_KEY, 'places', { city, store }],
    queryFn: ({ signal }) =>
      api.get<MapAnswer>('/api/territory/map', { query: { cityId: city, storeId: store }, signal }),
    placeholderData: (before) => before,
    staleTime: 5 * 60_000,
  });
  const year = Number(businessDay(new Date(useNow(HOUR))).slice(0, 4));
  const points = useMemo(() => {
    if (heard.data === undefined) return [];
    const minAgeYears = age === undefined ? undefined : Number(age);
    return pointsOf(heard.data, places.data, cities, { text, minAgeYears, onlyListed: store !== undefined }, year);
  }, [heard.data, places.data, cities, text, age, store, year]);
  const stores = useMemo(() => storesOf(places.data), [places.data]);
  return { heard, points, stores, cities: citiesOnMap(points, cities) };
}
