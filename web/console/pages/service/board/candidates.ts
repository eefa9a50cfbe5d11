import { useQuery, type QueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { CandidatesAnswer } from '#modules/fulfilment/contract';
import { api } from '../../../../shared/api.ts';
import type { ApiProblem } from '../../../../shared/problem.ts';
import { VISITS_KEY, VISITS_PATH } from '../service-paths.ts';
import type { Fit } from './drag.ts';

const candidatesQuery = (visitId: string, startsAt: string) => ({
  queryKey: [...VISITS_KEY, 'one', visitId, 'candidates', startsAt],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<CandidatesAnswer>(`${VISITS_PATH}/${visitId}/candidates`, { query: { startsAt }, signal }),
});

/** Who could go to a visit at a moment, and why not the others. */
export const useCandidates = (visitId: string, startsAt: string): UseQueryResult<CandidatesAnswer, ApiProblem> =>
  useQuery(candidatesQuery(visitId, startsAt));

/** The same for rows while a visit is held over them; undefined where it could not be asked. */
export async function fitsOf(client: QueryClient, visitId: string, startsAt: string): Promise<Fit[] | undefined> {
  const answer = await client.fetchQuery(candidatesQuery(visitId, startsAt)).catch(() => undefined);
  return answer?.candidates.map((each) => ({
    touchpointId: each.touchpointId,
    can: each.cost !== null,
    says: each.cost === null ? (each.whyNot ?? '') : `能去，折合 ${Math.round(each.cost)} 分`,
  }));
}
