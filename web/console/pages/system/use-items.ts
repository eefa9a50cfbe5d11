import { useQuery } from '@tanstack/react-query';
import { api } from '../../../shared/api.ts';
import { asProblem } from '../../../shared/problem.ts';
import type { List } from '../../parts/use-list.ts';
import type { Items } from './system-types.ts';

/** A short list that comes whole, read anew every `everyMs` where nothing announces its changes. */
export function useItems<Row>(path: string, everyMs?: number): List<Row> {
  const result = useQuery({
    queryKey: ['system', path],
    queryFn: ({ signal }) => api.get<Items<Row>>(path, { signal }),
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
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
