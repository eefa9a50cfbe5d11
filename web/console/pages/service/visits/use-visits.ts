import type { VisitItem, VisitsAnswer } from '#modules/fulfilment/contract';
import { HOUR } from '#kernel/time';
import type { Query } from '../../../../shared/api.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { counted, useDesk, type Desk, type DeskKind, type Filters } from '../../../parts/use-desk.ts';
import { useSummary } from '../../../parts/use-summary.ts';
import { VISITS_KEY, VISITS_PATH, VISIT_TOPICS } from '../service-paths.ts';
import {
  countOfTab,
  daysOf,
  isOver,
  isSpan,
  queryOfTab,
  sinceMonth,
  spanOf,
  TAB_NAMES,
  type VisitCounts,
  type VisitTab,
} from './visit-words.ts';

type VisitFilter = 'days' | 'city' | 'store' | 'service' | 'person' | 'community' | 'project' | 'lead' | 'text';
export type VisitFilters = Filters<VisitFilter>;

export interface VisitDesk extends Desk<VisitItem, VisitFilter, VisitTab, VisitCounts> {
  readonly view: 'list' | 'day';
  /** The day that the board shows; today while undefined. */
  readonly day: string | undefined;
  /** Of today and of everything, under the same filters but for the days. */
  readonly today: VisitCounts | undefined;
  readonly all: VisitCounts | undefined;
  readonly look: (view: 'list' | 'day') => void;
  /** A store, or all stores of a city; nothing stays open. */
  readonly lookAt: (place: { readonly city: string | undefined; readonly store: string | undefined }) => void;
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

const VISITS: DeskKind<VisitFilter, VisitTab, VisitCounts> = {
  row: 'visit',
  filters: ['days', 'city', 'store', 'service', 'person', 'community', 'project', 'lead', 'text'],
  tabs: TAB_NAMES,
  // A tab is a list: it leaves the board of the day.
  clears: { state: ['view'] },
  key: VISITS_KEY,
  path: VISITS_PATH,
  topics: VISIT_TOPICS,
  firstTab: () => 'open',
  queryOf: (url, now) => ({ ...placeOf(url), ...(isSpan(url.days) ? daysOf(url.days, now) : {}) }),
  queryOfTab: (tab, url, now) => {
    const span = spanOf(tab, url.days);
    return {
      ...(span === undefined ? {} : daysOf(span, now)),
      ...queryOfTab(tab),
      order: isOver(tab) ? 'latest' : undefined,
    };
  },
  countOfTab,
};

/** Everything that the page of visits shows; the address holds what can be sent to a colleague. */
export function useVisits(): VisitDesk {
  const desk: Desk<VisitItem, VisitFilter, VisitTab, VisitCounts> = useDesk(VISITS);
  const [url, setUrl] = useUrlState(['view', 'day', 'city', 'store', 'visit']);
  const now = useNow(HOUR);
  const place = placeOf(desk.filters);
  const chosen = isSpan(desk.filters.days);
  const past = useVisitCounts(chosen ? undefined : { ...place, ...daysOf('month', now) });
  const today = useVisitCounts({ ...place, ...daysOf('today', now) });
  const all = useVisitCounts(place);
  const counts = chosen ? desk.counts : all && past && sinceMonth(all, past);
  return {
    ...desk,
    view: url.view === 'day' ? 'day' : 'list',
    day: url.day,
    list: counted(desk.list, counts && countOfTab(desk.tab, counts)),
    counts,
    today,
    all,
    look: (view) => setUrl({ view: view === 'day' ? view : undefined }),
    lookAt: ({ city, store }) => setUrl({ city, store, visit: undefined }),
  };
}

const useVisitCounts = (query: Query | undefined): VisitCounts | undefined =>
  useSummary<VisitsAnswer>(VISITS_KEY, VISITS_PATH, query, { topics: VISIT_TOPICS })?.counts;
