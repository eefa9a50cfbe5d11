import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { TicketDetail } from '#modules/desk/contract';
import { api } from '../../../../shared/api.ts';
import type { ApiProblem } from '../../../../shared/problem.ts';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import { TICKET_TOPICS, TICKETS_KEY, ticketPath } from '../service-paths.ts';

/** One ticket, as it becomes; none without an id. */
export function useTicket(id: string | undefined): UseQueryResult<TicketDetail, ApiProblem> {
  const queryKey = [...TICKETS_KEY, 'one', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<TicketDetail>(ticketPath(id ?? ''), { signal }),
    enabled: id !== undefined,
  });
  useLiveQuery(id === undefined ? [] : TICKET_TOPICS, queryKey);
  return query;
}
