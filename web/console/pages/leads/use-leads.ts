import { useQuery } from '@tanstack/react-query';
import type { LeadItem, LeadsAnswer } from '#modules/growth/contract';
import { addDays, businessDay, HOUR } from '#kernel/time';
import { api, queryString, type Query } from '../../../shared/api.ts';
import { useNow } from '../../../shared/use-now.ts';
import { useUrlState } from '../../parts/url-state.ts';
import { useList, type List } from '../../parts/use-list.ts';
import { useLiveSlowly } from '../../parts/use-live-slowly.ts';
import { countOfTab, isLeadTab, queryOfTab, type LeadCounts, type LeadTab } from './lead-words.ts';

export const LEADS_KEY = ['leads'];
export const LEADS_PATH = '/api/growth/leads';
export const LEAD_TOPICS = ['lead'];

const FILTERS = ['city', 'store', 'package', 'community', 'touchpoint', 'play', 'from', 'to', 'text'] as const;
export type LeadFilter = (typeof FILTERS)[number];
export type LeadFilters = Readonly<Record<LeadFilter, string | undefined>>;

const MONTH_DAYS = 30;

export interface LeadDesk {
  readonly tab: LeadTab;
  readonly filters: LeadFilters;
  readonly filtered: boolean;
  readonly list: List<LeadItem>;
  readonly counts: LeadCounts | undefined;
  /** Of the leads that came in the last 30 days, under the same filters. */
  readonly month: LeadCounts | undefined;
  readonly exportPath: string;
  readonly openId: string | undefined;
  readonly show: (tab: LeadTab) => void;
  readonly filter: (name: string, value: string | undefined) => void;
  readonly open: (id: string | undefined) => void;
}

/** Everything that the page of leads shows; the address holds what can be sent to a colleague. */
export function useLeads(): LeadDesk {
  const [url, setUrl] = useUrlState(['state', 'lead', ...FILTERS]);
  const filtered = FILTERS.some((name) => url[name] !== undefined);
  const tab = isLeadTab(url.state) ? url.state : filtered ? 'all' : 'open';
  const query = queryOf(url);
  const list = useList<LeadItem>(LEADS_KEY, LEADS_PATH, {
    query: { ...query, ...queryOfTab(tab) },
    topics: LEAD_TOPICS,
  });
  const counts = useCounts('now', query);
  const firstDay = firstDayOfMonth(useNow(HOUR));
  const month = useCounts('month', { ...query, from: query['from'] ?? firstDay });
  return {
    tab,
    filters: url,
    filtered,
    list: counts === undefined ? list : { ...list, total: countOfTab(tab, counts) },
    counts,
    month,
    exportPath: `${LEADS_PATH}/export${queryString({ ...query, ...queryOfTab(tab) })}`,
    openId: url.lead,
    show: (next) => setUrl({ state: next, lead: undefined }),
    filter: (name, value) => setUrl({ [name]: value, lead: undefined }),
    open: (id) => setUrl({ lead: id }, { push: url.lead === undefined && id !== undefined }),
  };
}

const firstDayOfMonth = (now: number): string => businessDay(addDays(new Date(now), 1 - MONTH_DAYS));

function queryOf(url: LeadFilters): Query {
  return {
    cityId: url.city,
    storeId: url.store,
    packageId: url.package,
    communityId: url.community,
    touchpointId: url.touchpoint,
    playId: url.play,
    from: url.from,
    to: url.to,
    text: url.text,
  };
}

/** The server counts with every list, whatever the state asked for: a list of one row is enough. */
function useCounts(name: string, query: Query): LeadCounts | undefined {
  const queryKey = [...LEADS_KEY, 'counts', name, query];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<LeadsAnswer>(LEADS_PATH, { query: { ...query, limit: 1 }, signal }),
    placeholderData: (before) => before,
  });
  useLiveSlowly(LEAD_TOPICS, queryKey);
  return result.data?.counts;
}
