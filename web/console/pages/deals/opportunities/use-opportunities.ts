import { useQuery } from '@tanstack/react-query';
import type { OpportunitiesAnswer, StaffOpportunity } from '#modules/commerce/contract';
import { api, type Query } from '../../../../shared/api.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { useList, type List } from '../../../parts/use-list.ts';
import { useLiveSlowly } from '../../../parts/use-live-slowly.ts';
import { OPPORTUNITIES_KEY, OPPORTUNITIES_PATH, OPPORTUNITY_TOPICS } from '../deals-paths.ts';
import { countOfTab, isOpportunityTab, type OpportunityCounts, type OpportunityTab } from './opportunity-words.ts';

const FILTERS = ['city', 'store', 'community', 'seller'] as const;
export type OpportunityFilters = Readonly<Record<(typeof FILTERS)[number], string | undefined>>;

export interface OpportunityDesk {
  readonly tab: OpportunityTab;
  readonly filters: OpportunityFilters;
  readonly filtered: boolean;
  readonly list: List<StaffOpportunity>;
  readonly counts: OpportunityCounts | undefined;
  readonly openId: string | undefined;
  readonly show: (tab: OpportunityTab) => void;
  readonly filter: (name: string, value: string | undefined) => void;
  readonly open: (id: string | undefined) => void;
}

/** Everything that the page of opportunities shows; what was quoted and not signed comes first. */
export function useOpportunities(): OpportunityDesk {
  const [url, setUrl] = useUrlState(['state', 'opportunity', ...FILTERS]);
  const filtered = FILTERS.some((name) => url[name] !== undefined);
  const query = { cityId: url.city, storeId: url.store, communityId: url.community, touchpointId: url.seller };
  const tab = isOpportunityTab(url.state) ? url.state : 'all';
  const list = useList<StaffOpportunity>(OPPORTUNITIES_KEY, OPPORTUNITIES_PATH, {
    query: { ...query, state: tab === 'all' ? undefined : tab },
    topics: OPPORTUNITY_TOPICS,
  });
  const counts = useCounts(query);
  return {
    tab,
    filters: url,
    filtered,
    list: counts === undefined ? list : { ...list, total: countOfTab(tab, counts) },
    counts,
    openId: url.opportunity,
    show: (next) => setUrl({ state: next, opportunity: undefined }),
    filter: (name, value) =>
      setUrl({
        [name]: value,
        opportunity: undefined,
        ...(name === 'city' ? { store: undefined, seller: undefined } : {}),
      }),
    open: (id) => setUrl({ opportunity: id }, { push: url.opportunity === undefined && id !== undefined }),
  };
}

function useCounts(query: Query): OpportunityCounts | undefined {
  const queryKey = [...OPPORTUNITIES_KEY, 'counts', query];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      api.get<OpportunitiesAnswer>(OPPORTUNITIES_PATH, { query: { ...query, limit: 1 }, signal }),
    placeholderData: (before) => before,
  });
  useLiveSlowly(OPPORTUNITY_TOPICS, queryKey);
  return result.data?.counts;
}
