import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { SeriesAnswer } from '#modules/intelligence/contract';
import { api } from '../../../../shared/api.ts';
import { FORECAST_KEY, seriesPath } from './forecast-paths.ts';

/** One series: what was sold of it, what was expected, and what is expected now. */
export const useSeries = (placeId: string, skuId: string): UseQueryResult<SeriesAnswer> =>
  useQuery({
    queryKey: [...FORECAST_KEY, 'series', placeId, skuId],
    queryFn: ({ signal }) => api.get<SeriesAnswer>(seriesPath(placeId, skuId), { signal }),
  });
