import { businessDay, HOUR } from '#kernel/time';
import type { CommissionAnswer, CommissionLineItem, CommissionOwner } from '#modules/touchpoints/contract';
import { queryString, type Query } from '../../../shared/api.ts';
import { useNow } from '../../../shared/use-now.ts';
import { useUrlState } from '../../parts/url-state.ts';
import { useList, type List } from '../../parts/use-list.ts';
import { useSummary } from '../../parts/use-summary.ts';
import { COMMISSION_KEY, COMMISSION_PATH, COMMISSION_TOPICS, type Totals } from './commission-words.ts';

export type CommissionView = 'people' | 'partners' | 'lines' | 'rules';
const VIEWS: readonly string[] = ['people', 'partners', 'lines', 'rules'];

export interface CommissionDesk {
  readonly view: CommissionView;
  readonly filters: Readonly<Record<'month' | 'city' | 'community', string | undefined>>;
  readonly filtered: boolean;
  readonly query: Query;
  readonly totals: Totals | undefined;
  /** The months that can be chosen, the newest first. */
  readonly today: string;
  readonly exportPath: string;
  readonly owner: string | undefined;
  readonly rule: string | undefined;
  readonly look: (view: CommissionView) => void;
  readonly filter: (name: string, value: string | undefined) => void;
  readonly open: (part: { owner?: string | undefined; rule?: string | undefined }) => void;
}

/** What the page of commission shows; the address says which month, where, and whose statement is open. */
export function useCommission(): CommissionDesk {
  const [url, setUrl] = useUrlState(['view', 'month', 'city', 'community', 'owner', 'rule']);
  const today = businessDay(new Date(useNow(HOUR)));
  const query = { month: url.month, cityId: url.city, communityId: url.community };
  const view = VIEWS.includes(url.view ?? '') ? (url.view as CommissionView) : 'people';
  return {
    view,
    filters: url,
    filtered: url.month !== undefined || url.city !== undefined || url.community !== undefined,
    query,
    totals: useSummary<CommissionAnswer>(COMMISSION_KEY, COMMISSION_PATH, query, { topics: COMMISSION_TOPICS })?.totals,
    today,
    exportPath: `${COMMISSION_PATH}/export${queryString(query)}`,
    owner: url.owner,
    rule: url.rule,
    look: (next) => setUrl({ view: next, owner: undefined, rule: undefined }),
    filter: (name, value) => setUrl({ [name]: value, rule: undefined }),
    open: (part) =>
      setUrl({ owner: undefined, rule: undefined, ...part }, { push: (url.owner ?? url.rule) === undefined }),
  };
}

export const useLines = (query: Query): List<CommissionLineItem> =>
  useList(COMMISSION_KEY, COMMISSION_PATH, { query, topics: COMMISSION_TOPICS });

export const useOwners = (by: 'touchpoint' | 'partner', query: Query): List<CommissionOwner> =>
  useList(COMMISSION_KEY, `${COMMISSION_PATH}/owners`, { query: { ...query, by }, topics: COMMISSION_TOPICS });
