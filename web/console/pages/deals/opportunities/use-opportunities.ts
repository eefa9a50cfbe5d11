import type { StaffOpportunity } from '#modules/commerce/contract';
import { useDesk, type Desk, type DeskKind } from '../../../parts/use-desk.ts';
import { OPPORTUNITIES_KEY, OPPORTUNITIES_PATH, OPPORTUNITY_TOPICS } from '../deals-paths.ts';
import { countOfTab, TAB_NAMES, type OpportunityCounts, type OpportunityTab } from './opportunity-words.ts';

type OpportunityFilter = 'city' | 'store' | 'community' | 'seller';
export type OpportunityDesk = Desk<StaffOpportunity, OpportunityFilter, OpportunityTab, OpportunityCounts>;

const OPPORTUNITIES: DeskKind<OpportunityFilter, OpportunityTab, OpportunityCounts> = {
  row: 'opportunity',
  filters: ['city', 'store', 'community', 'seller'],
  tabs: TAB_NAMES,
  clears: { city: ['store', 'seller'] },
  key: OPPORTUNITIES_KEY,
  path: OPPORTUNITIES_PATH,
  topics: OPPORTUNITY_TOPICS,
  firstTab: () => 'all',
  queryOf: (url) => ({
    cityId: url.city,
    storeId: url.store,
    communityId: url.community,
    touchpointId: url.seller,
  }),
  queryOfTab: (tab) => ({ state: tab === 'all' ? undefined : tab }),
  countOfTab,
};

export const useOpportunities = (): OpportunityDesk => useDesk(OPPORTUNITIES);
