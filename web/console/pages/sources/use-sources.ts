import { useQuery } from '@tanstack/react-query';
import { api } from '../../../shared/api.ts';
import { asProblem } from '../../../shared/problem.ts';
import type { List } from '../../parts/use-list.ts';
import { SOURCES_KEY, SOURCES_PATH, type SourceRow } from './source-words.ts';

/** Events are too many to announce each: the counters are read anew while somebody looks. */
const EVERY_MS = 10_000;

/** All sources with their counters, as a list; there are few, and no pages of them. */
export function useSources(): List<SourceRow> {
  const result = useQuery({
    queryKey: [...SOURCES_KEY, 'all'],
    queryFn: ({ signal }) => api.get<{ items: SourceRow[] }>(SOURCES_PATH, { signal }),
    refetchInterval: EVERY_MS,
  });
  return {
    rows: result.data?.items,
    total: result.data?.items.length,
    problem: result.error === null ? undefined : asProblem(result.error),
    hasMore: false,
    loading: result.isPending,
    loadingMore: false,
    loadMore: () => undefined,
    retry: () => void result.refetch(),
  };
}
