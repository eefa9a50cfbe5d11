import { useQuery } from '@tanstack/react-query';
import type { ClaimDetail } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { Await } from '../../../../shared/states.tsx';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { CLAIM_TOPICS, CLAIMS_KEY, CLAIMS_PATH } from '../deals-paths.ts';
import { whoOf } from '../who.ts';
import { ClaimBody } from './claim-body.tsx';
import { ClaimRules } from './claim-rules.tsx';
import type { ClaimDesk } from './use-claims.ts';

/** What else can be open beside the list. */
export const RULES = 'rules';

/** The open claim beside its list; once decided it may leave the list and stays open. */
export function useClaimPanel({ openId, open }: ClaimDesk): SidePanelProps | undefined {
  const id = openId === RULES ? undefined : openId;
  const queryKey = [...CLAIMS_KEY, 'one', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<ClaimDetail>(`${CLAIMS_PATH}/${id ?? ''}`, { signal }),
    enabled: id !== undefined,
  });
  useLiveQuery(id === undefined ? [] : CLAIM_TOPICS, queryKey);
  const onClose = (): void => open(undefined);
  if (openId === RULES) {
    return {
      title: '自动同意的规则',
      subtitle: '规则只会同意，不会拒绝；不同意的都由人定',
      onClose,
      children: <ClaimRules />,
    };
  }
  if (id === undefined) return undefined;
  const claim = query.data;
  return {
    title: claim === undefined ? '售后' : `${claim.kindName} · ${whoOf(claim)}`,
    subtitle: claim === undefined ? '' : `${claim.claimNumber} · ${claim.stateName}`,
    onClose,
    children: <Await query={query}>{(found) => <ClaimBody key={found.claimId} claim={found} />}</Await>,
  };
}
