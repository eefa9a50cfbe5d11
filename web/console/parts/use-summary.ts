import { useQuery, type QueryKey } from '@tanstack/react-query';
import { api, type Query } from '../../shared/api.ts';
import { useLiveSlowly } from './use-live-slowly.ts';

interface SummaryOptions {
  /** Live topics that make it stale. */
  readonly topics: readonly string[];
  readonly pauseMs?: number;
}

const NO_TOPICS: readonly string[] = [];

/**
 * What the server says with every list beside its rows, counts or sums: a list of one row is enough. While the filter
 * changes, the old ones stay. `key` begins the keys of its area, as in `useList`; nothing is asked without a query.
 */
export function useSummary<Answer>(
  key: QueryKey,
  path: string,
  query: Query | undefined,
  { topics, ...pause }: SummaryOptions,
): Answer | undefined {
  const queryKey = [...key, 'summary', path, query];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<Answer>(path, { query: { ...query, limit: 1 }, signal }),
    enabled: query !== undefined,
    placeholderData: (before) => before,
  });
  useLiveSlowly(query === undefined ? NO_TOPICS : topics, queryKey, pause);
  return query === undefined ? undefined : result.data;
}
