import type { ClaimItem } from '#modules/commerce/contract';
import { useDesk, type Desk, type DeskKind } from '../../../parts/use-desk.ts';
import { CLAIM_TOPICS, CLAIMS_KEY, CLAIMS_PATH } from '../deals-paths.ts';
import { countOfTab, queryOfTab, TAB_NAMES, type ClaimCounts, type ClaimTab } from './claim-words.ts';

type ClaimFilter = 'city' | 'store' | 'community' | 'point' | 'kind' | 'way' | 'late' | 'text';
export type ClaimDesk = Desk<ClaimItem, ClaimFilter, ClaimTab, ClaimCounts>;

const CLAIMS: DeskKind<ClaimFilter, ClaimTab, ClaimCounts> = {
  row: 'claim',
  filters: ['city', 'store', 'community', 'point', 'kind', 'way', 'late', 'text'],
  tabs: TAB_NAMES,
  clears: { city: ['store'] },
  key: CLAIMS_KEY,
  path: CLAIMS_PATH,
  topics: CLAIM_TOPICS,
  firstTab: (filtered, counts) =>
    counts !== undefined && counts.waiting === 0 ? 'all' : filtered && counts === undefined ? 'all' : 'waiting',
  queryOf: (url) => ({
    cityId: url.city,
    storeId: url.store,
    communityId: url.community,
    pickupPointId: url.point,
    kind: url.kind,
    automatic: url.way === undefined ? undefined : String(url.way === 'automatic'),
    overdue: url.late === undefined ? undefined : 'true',
    text: url.text,
  }),
  queryOfTab,
  countOfTab,
  staysInTab: true,
};

export const useClaims = (): ClaimDesk => useDesk(CLAIMS);
