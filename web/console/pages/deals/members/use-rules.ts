import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { BadgeRulesAnswer, LevelRulesAnswer, PointTermsAnswer } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { MEMBER_RULES_PATH, MEMBERS_KEY } from '../deals-paths.ts';

export const RULES_KEY = [...MEMBERS_KEY, 'rules'];

function useRules<Rules>(kind: 'levels' | 'badges' | 'points'): UseQueryResult<Rules> {
  return useQuery({
    queryKey: [...RULES_KEY, kind],
    queryFn: ({ signal }) => api.get<Rules>(`${MEMBER_RULES_PATH}/${kind}`, { signal }),
  });
}

export const useLevelRules = (): UseQueryResult<LevelRulesAnswer> => useRules('levels');
export const useBadgeRules = (): UseQueryResult<BadgeRulesAnswer> => useRules('badges');
export const usePointTerms = (): UseQueryResult<PointTermsAnswer> => useRules('points');
