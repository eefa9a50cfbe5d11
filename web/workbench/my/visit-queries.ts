import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import type { MyOpportunity } from '#modules/commerce/contract';
import type { MeasureAnswer, MyVisitItem, ProgressAnswer } from '#modules/fulfilment/contract';
import { addDays, businessDay } from '#kernel/time';
import { api } from '../../shared/api.ts';
import { KEPT } from '../offline-cache.ts';
import { salePath, visitPath, VISITS } from './paths.ts';

/** So many days back and ahead, today beside them. */
const BACK = 3;
const AHEAD = 7;

export interface MyVisits {
  readonly items: readonly MyVisitItem[];
}

export const visitsQuery = () =>
  queryOptions({
    queryKey: ['my', 'visits'],
    queryFn: ({ signal }) => {
      const from = businessDay(addDays(new Date(), -BACK));
      return api.get<MyVisits>(VISITS, { query: { from, days: BACK + 1 + AHEAD }, signal });
    },
    meta: KEPT,
  });

/** One of my visits; opens at once, and without a network, from the list it was in. */
export function useVisit(visitId: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['my', 'visit', visitId],
    queryFn: ({ signal }) => api.get<MyVisitItem>(visitPath(visitId), { signal }),
    initialData: () =>
      client.getQueryData<MyVisits>(['my', 'visits'])?.items.find((visit) => visit.visitId === visitId),
    initialDataUpdatedAt: 0,
    meta: KEPT,
  });
}

export const progressQuery = (visitId: string) =>
  queryOptions({
    queryKey: ['my', 'visit-progress', visitId],
    queryFn: ({ signal }) => api.get<ProgressAnswer>(visitPath(visitId, 'progress'), { signal }),
    meta: KEPT,
  });

export const measureKey = (visitId: string) => ['my', 'visit-measure', visitId] as const;

export const measureQuery = (visitId: string) =>
  queryOptions({
    queryKey: measureKey(visitId),
    queryFn: ({ signal }) => api.get<MeasureAnswer>(visitPath(visitId, 'measure'), { signal }),
    meta: KEPT,
  });

export const saleKey = (visitId: string) => ['my', 'sale', visitId] as const;

/** What can be quoted for a visit, and what was quoted so far. */
export const saleQuery = (visitId: string) =>
  queryOptions({
    queryKey: saleKey(visitId),
    queryFn: ({ signal }) => api.get<MyOpportunity>(salePath(visitId), { signal }),
    meta: KEPT,
  });
