import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { TicketChoices } from '#modules/desk/contract';
import { api } from '../../../../shared/api.ts';
import type { ApiProblem } from '../../../../shared/problem.ts';

/** How a ticket can end, and after how many days somebody asks again. */
export const useTicketChoices = (): UseQueryResult<TicketChoices, ApiProblem> =>
  useQuery({
    queryKey: ['choices', 'tickets'],
    queryFn: ({ signal }) => api.get<TicketChoices>('/api/desk/ticket-choices', { signal }),
    staleTime: 5 * 60_000,
  });
