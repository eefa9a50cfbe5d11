import { useQuery } from '@tanstack/react-query';
import type { TicketChoices } from '#modules/desk/contract';
import { api } from '../../../../shared/api.ts';

/** How a ticket can end. */
export function useOutcomes(): TicketChoices['outcomes'] {
  const found = useQuery({
    queryKey: ['choices', 'tickets'],
    queryFn: ({ signal }) => api.get<TicketChoices>('/api/desk/ticket-choices', { signal }),
    staleTime: 5 * 60_000,
  });
  return found.data?.outcomes ?? [];
}
