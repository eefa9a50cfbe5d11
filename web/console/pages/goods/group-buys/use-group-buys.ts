import type { GroupBuyItem } from '#modules/commerce/contract';
import { useDesk, type Desk, type DeskKind } from '../../../parts/use-desk.ts';
import { GROUP_BUY_TOPICS, GROUP_BUYS_KEY, GROUP_BUYS_PATH } from '../goods-paths.ts';
import { countOfTab, queryOfTab, TAB_NAMES, type GroupBuyCounts, type GroupBuyTab } from './group-buy-words.ts';

type GroupBuyFilter = 'city' | 'community' | 'campaign' | 'leader' | 'kind' | 'text';
export type GroupBuyDesk = Desk<GroupBuyItem, GroupBuyFilter, GroupBuyTab, GroupBuyCounts>;

const GROUP_BUYS: DeskKind<GroupBuyFilter, GroupBuyTab, GroupBuyCounts> = {
  row: 'buy',
  filters: ['city', 'community', 'campaign', 'leader', 'kind', 'text'],
  tabs: TAB_NAMES,
  clears: { city: ['community', 'leader'] },
  key: GROUP_BUYS_KEY,
  path: GROUP_BUYS_PATH,
  topics: GROUP_BUY_TOPICS,
  firstTab: (filtered) => (filtered ? 'all' : 'open'),
  queryOf: (url) => ({
    cityId: url.city,
    communityId: url.community,
    campaignId: url.campaign,
    touchpointId: url.leader,
    kind: url.kind,
    text: url.text,
  }),
  queryOfTab,
  countOfTab,
  staysInTab: true,
};

export const useGroupBuys = (): GroupBuyDesk => useDesk(GROUP_BUYS);
