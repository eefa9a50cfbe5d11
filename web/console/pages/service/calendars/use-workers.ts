import { useQuery } from '@tanstack/react-query';
import type { CalendarAnswer, WorkerItem } from '#modules/fulfilment/contract';
import { api, type Page } from '../../../../shared/api.ts';
import { asProblem } from '../../../../shared/problem.ts';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import type { List } from '../../../parts/use-list.ts';
import { VISIT_TOPICS, WORKERS_KEY, WORKERS_PATH } from '../service-paths.ts';
import { inTab, isWorkerTab, type WorkerTab } from './worker-words.ts';

const FILTERS = ['city', 'store', 'skill'] as const;
export type WorkerFilters = Readonly<Record<(typeof FILTERS)[number], string | undefined>>;

export interface WorkerDesk {
  readonly tab: WorkerTab;
  readonly filters: WorkerFilters;
  readonly filtered: boolean;
  /** Everybody under the filters, whatever the tab. */
  readonly people: readonly WorkerItem[] | undefined;
  readonly list: List<WorkerItem>;
  readonly openId: string | undefined;
  readonly show: (tab: WorkerTab) => void;
  readonly filter: (name: string, value: string | undefined) => void;
  readonly open: (id: string | undefined) => void;
}

/** A store has tens of people: those of an area are fetched at once, up to 200. */
const MOST = 200;

export function useWorkers(): WorkerDesk {
  const [url, setUrl] = useUrlState(['state', 'person', ...FILTERS]);
  const tab = isWorkerTab(url.state) ? url.state : 'all';
  const query = { cityId: url.city, storeId: url.store, skill: url.skill, limit: MOST };
  const queryKey = [...WORKERS_KEY, 'list', query];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<Page<WorkerItem>>(WORKERS_PATH, { query, signal }),
    placeholderData: (before) => before,
  });
  useLiveQuery(VISIT_TOPICS, queryKey);
  const people = result.data?.items;
  return {
    tab,
    filters: url,
    filtered: FILTERS.some((name) => url[name] !== undefined),
    people,
    list: {
      rows: people?.filter((person) => inTab(person, tab)),
      total: undefined,
      problem: result.error === null ? undefined : asProblem(result.error),
      hasMore: false,
      loading: result.isPending || result.isPlaceholderData,
      loadingMore: false,
      loadMore: () => undefined,
      retry: () => void result.refetch(),
    },
    openId: url.person,
    show: (next) => setUrl({ state: next === 'all' ? undefined : next, person: undefined }),
    filter: (name, value) => setUrl({ [name]: value, person: undefined }),
    open: (id) => setUrl({ person: id }, { push: url.person === undefined && id !== undefined }),
  };
}

/** Somebody's shifts, leave and days. */
export function useCalendar(touchpointId: string, asked: { readonly from: string; readonly days: number }) {
  const queryKey = [...WORKERS_KEY, 'calendar', touchpointId, asked];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      api.get<CalendarAnswer>(`${WORKERS_PATH}/${touchpointId}/calendar`, { query: asked, signal }),
    placeholderData: (before) => (before?.touchpointId === touchpointId ? before : undefined),
  });
  useLiveQuery(VISIT_TOPICS, queryKey);
  return query;
}
