import { useQuery } from '@tanstack/react-query';
import type { VisitItem, VisitsAnswer } from '#modules/fulfilment/contract';
import { api, queryString, type Query } from '../../../../shared/api.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { useList, type List } from '../../../parts/use-list.ts';
import { useLiveSlowly } from '../../../parts/use-live-slowly.ts';
import { VISITS_KEY, VISITS_PATH, VISIT_TOPICS } from '../service-paths.ts';
import {
  countOfTab,
  daysOf,
  isOver,
  isSpan,
  isVisitTab,
  queryOfTab,
  sinceMonth,
  spanOf,
  type VisitCounts,
  type VisitTab,
} from './visit-words.ts';

const FILTERS = ['days', 'city', 'store', 'service', 'person', 'community', 'project', 'lead', 'text'] as const;
export type VisitFilters = Readonly<Record<(typeof FILTERS)[number], string | undefined>>;

export interface VisitDesk {
  readonly view: 'list' | 'day';
  readonly tab: VisitTab;
  readonly filters: VisitFilters;
  readonly filtered: boolean;
  /** The day that the wall shows; today while undefined. */
  readonly day: string | undefined;
  readonly list: List<VisitItem>;
  readonly counts: VisitCounts | undefined;
  /** Of today and of everything, under the same filters but for the days. */
  readonly today: VisitCounts | undefined;
  readonly all: VisitCounts | undefined;
  readonly exportPath: string;
  readonly openId: string | undefined;
  readonly look: (view: 'list' | 'day') => void;
  readonly show: (tab: VisitTab) => void;
  readonly filter: (name: string, value: string | undefined) => void;
  readonly open: (id: string | undefined) => void;
}

/** Everything that the page of visits shows; the address holds what can be sent to a colleague. */
export function useVisits(): VisitDesk {
  const [url, setUrl] = useUrlState(['view', 'day', 'state', 'visit', ...FILTERS]);
  const now = useNow(60 * 60_000);
  const filtered = FILTERS.some((name) => url[name] !== undefined);
  const tab = isVisitTab(url.state) ? url.state : 'open';
  const span = spanOf(tab, url.days);
  const days = span === undefined ? {} : daysOf(span, now);
  const place = placeOf(url);
  const query = { ...place, ...days, ...queryOfTab(tab), order: isOver(tab) ? 'latest' : undefined };
  const list = useList<VisitItem>(VISITS_KEY, VISITS_PATH, { query, topics: VISIT_TOPICS });
  const chosen = useCounts('chosen', isSpan(url.days) ? { ...place, ...days } : undefined);
  const past = useCounts('past', isSpan(url.days) ? undefined : { ...place, ...daysOf('month', now) });
  const today = useCounts('today', { ...place, ...daysOf('today', now) });
  const all = useCounts('all', place);
  const counts = isSpan(url.days) ? chosen : all && past && sinceMonth(all, past);
  return {
    view: url.view === 'day' ? 'day' : 'list',
    tab,
    filters: url,
    filtered,
    day: url.day,
    list: counts === undefined ? list : { ...list, total: countOfTab(tab, counts) },
    counts,
    today,
    all,
    exportPath: `${VISITS_PATH}/export${queryString(query)}`,
    openId: url.visit,
    look: (view) => setUrl({ view: view === 'day' ? view : undefined }),
    show: (next) => setUrl({ state: next, visit: undefined, view: undefined }),
    filter: (name, value) => setUrl({ [name]: value, visit: undefined }),
    open: (id) => setUrl({ visit: id }, { push: url.visit === undefined && id !== undefined }),
  };
}

const placeOf = (url: VisitFilters): Query => ({
  cityId: url.city,
  storeId: url.store,
  service: url.service,
  touchpointId: url.person,
  communityId: url.community,
  projectId: url.project,
  leadId: url.lead,
  text: url.text,
});

/** The server counts with every list: a list of one row is enough. */
function useCounts(name: string, query: Query | undefined): VisitCounts | undefined {
  const queryKey = [...VISITS_KEY, 'counts', name, query];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<VisitsAnswer>(VISITS_PATH, { query: { ...query, limit: 1 }, signal }),
    enabled: query !== undefined,
    placeholderData: (before) => before,
  });
  useLiveSlowly(query === undefined ? [] : VISIT_TOPICS, queryKey);
  return result.data?.counts;
}
