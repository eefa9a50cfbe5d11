import { useQuery } from '@tanstack/react-query';
import type { CommunityAnswer } from '#modules/cdp/contract';
import { api } from '../../../shared/api.ts';

/** The name of one community, for a filter that a link has set. */
export function useCommunityName(id: string | undefined): string | undefined {
  const community = useQuery({
    queryKey: ['communities', 'one', id],
    queryFn: ({ signal }) => api.get<CommunityAnswer>(`/api/cdp/communities/${id}`, { signal }),
    enabled: id !== undefined,
    staleTime: 5 * 60_000,
  });
  return community.data?.name;
}
