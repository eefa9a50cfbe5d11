import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from '../../shared/api.ts';
import type { ApiProblem } from '../../shared/problem.ts';
import { useLiveQuery } from '../../shared/use-live.ts';
import { keyOf, OWN, TOPICS } from './paths.ts';

const NO_TOPICS: readonly string[] = [];
const topicsOf = (name: keyof typeof OWN): readonly string[] =>
  (TOPICS as Readonly<Record<string, readonly string[]>>)[name] ?? NO_TOPICS;

/** A list that is one's own, kept up to date. */
export function useOwnList<Item>(name: keyof typeof OWN): UseQueryResult<{ items: readonly Item[] }, ApiProblem> {
  const queryKey = keyOf(name);
  const result = useQuery({ queryKey, queryFn: () => api.get<{ items: readonly Item[] }>(OWN[name]) });
  useLiveQuery(topicsOf(name), queryKey);
  return result;
}

/** One thing that is one's own, kept up to date. */
export function useOwn<Answer>(name: keyof typeof OWN, id: string): UseQueryResult<Answer, ApiProblem> {
  const queryKey = keyOf(name, id);
  const result = useQuery({ queryKey, queryFn: () => api.get<Answer>(`${OWN[name]}/${encodeURIComponent(id)}`) });
  useLiveQuery(topicsOf(name), queryKey);
  return result;
}
