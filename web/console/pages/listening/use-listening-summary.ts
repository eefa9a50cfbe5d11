import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ListeningAnswer } from '#modules/cdp/contract';
import { api } from '../../../shared/api.ts';
import type { ApiProblem } from '../../../shared/problem.ts';
import { useLiveSlowly } from '../../parts/use-live-slowly.ts';
import { ALERT_TOPICS, SUMMARY_KEY, SUMMARY_PATH } from './listening-paths.ts';
import type { ListeningDesk } from './use-listening-desk.ts';

/** How much is said and how, within the area and the days of the page. */
export function useListeningSummary({ view, where, days }: ListeningDesk): UseQueryResult<ListeningAnswer, ApiProblem> {
  const query = { ...where, days };
  const result = useQuery({
    queryKey: [...SUMMARY_KEY, query],
    queryFn: ({ signal }) => api.get<ListeningAnswer>(SUMMARY_PATH, { query, signal }),
    enabled: view === 'overview',
    placeholderData: (before) => before,
  });
  useLiveSlowly(ALERT_TOPICS, SUMMARY_KEY);
  return result;
}
