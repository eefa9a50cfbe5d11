import {
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { api, type Page, type Query } from '../../shared/api.ts';
import type { ApiProblem } from '../../shared/problem.ts';
import { useLiveQuery } from '../../shared/use-live.ts';
import { keyOf, OWN, TOPICS } from './paths.ts';

type Name = keyof typeof OWN;

const NO_TOPICS: readonly string[] = [];
const topicsOf = (name: Name): readonly string[] =>
  (TOPICS as Readonly<Record<string, readonly string[]>>)[name] ?? NO_TOPICS;

/** A list that is one's own, kept up to date. */
export function useOwnList<Item>(name: Name): UseQueryResult<{ items: readonly Item[] }, ApiProblem> {
  return useOwnAnswer<{ items: readonly Item[] }>(name);
}

/** All that is answered at an address of one's own, kept up to date. */
export function useOwnAnswer<Answer>(name: Name, query?: Query): UseQueryResult<Answer, ApiProblem> {
  const queryKey = query === undefined ? keyOf(name) : [...keyOf(name), query];
  const result = useQuery({
    queryKey,
    queryFn: () => api.get<Answer>(OWN[name], query === undefined ? {} : { query }),
  });
  useLiveQuery(topicsOf(name), queryKey);
  return result;
}

/** One thing that is one's own, kept up to date. */
export function useOwn<Answer>(name: Name, id: string, query?: Query): UseQueryResult<Answer, ApiProblem> {
  const queryKey = query === undefined ? keyOf(name, id) : [...keyOf(name, id), query];
  const path = `${OWN[name]}/${encodeURIComponent(id)}`;
  const result = useQuery({ queryKey, queryFn: () => api.get<Answer>(path, query === undefined ? {} : { query }) });
  useLiveQuery(topicsOf(name), queryKey);
  return result;
}

/** A list that is fetched page by page, kept up to date. */
export function useOwnPages<Item, Answer extends Page<Item> = Page<Item>>(
  name: Name,
  query: Query = {},
): UseInfiniteQueryResult<InfiniteData<Answer>, ApiProblem> {
  const queryKey = [...keyOf(name), 'pages', query];
  const result = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => api.get<Answer>(OWN[name], { query: { ...query, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  useLiveQuery(topicsOf(name), queryKey);
  return result;
}
