import { useInfiniteQuery, type QueryKey } from '@tanstack/react-query';
import { api, type Page, type Query } from '../../shared/api.ts';
import { asProblem, type ApiProblem } from '../../shared/problem.ts';
import { useLiveQuery } from '../../shared/use-live.ts';

export interface List<Row> {
  readonly rows: readonly Row[] | undefined;
  readonly total: number | undefined;
  readonly problem: ApiProblem | undefined;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly loadingMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

interface ListOptions {
  readonly query?: Query;
  /** Live topics that make the list stale. */
  readonly topics?: readonly string[];
  readonly limit?: number;
  /** Each fetch is a reading that the audit keeps: nothing reads again by itself. */
  readonly audited?: boolean;
}

const NO_TOPICS: readonly string[] = [];
const ONLY_WHEN_ASKED = { staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false };

/**
 * A list of the server, page by page. `key` begins every key of its area (`['plays']`), so that acts can make the
 * whole area stale; while a filter changes, the old rows stay.
 */
export function useList<Row>(key: QueryKey, path: string, options: ListOptions = {}): List<Row> {
  const { query = {}, topics = NO_TOPICS, limit = 50, audited = false } = options;
  const queryKey = [...key, 'list', path, query];
  const result = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Row>>(path, { query: { ...query, limit, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (before) => before,
    ...(audited ? ONLY_WHEN_ASKED : {}),
  });
  useLiveQuery(topics, queryKey);
  return {
    rows: result.data?.pages.flatMap((page) => page.items),
    total: result.data?.pages[0]?.total,
    problem: result.error === null ? undefined : asProblem(result.error),
    hasMore: result.hasNextPage,
    loading: result.isPending || result.isPlaceholderData,
    loadingMore: result.isFetchingNextPage,
    loadMore: () => void result.fetchNextPage(),
    retry: () => void result.refetch(),
  };
}
