import { useQuery } from '@tanstack/react-query';
import type { CalendarAnswer, WorkerItem } from '#modules/fulfilment/contract';
import { api, type Page } from '../../../../shared/api.ts';
import { asProblem } from '../../../../shared/problem.ts';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import { useAddress, type AddressKind, type Desk } from '../../../parts/use-desk.ts';
import { VISIT_TOPICS, WORKERS_KEY, WORKERS_PATH } from '../service-paths.ts';
import { inTab, WORKER_TABS, type WorkerTab } from './worker-words.ts';

type WorkerFilter = 'city' | 'store' | 'skill';

/** Nothing is counted by the server: everybody is there at once. */
export interface WorkerDesk extends Omit<Desk<WorkerItem, WorkerFilter, WorkerTab, never>, 'counts' | 'exportPath'> {
  /** Everybody under the filters, whatever the tab. */
  readonly people: readonly WorkerItem[] | undefined;
}

const WORKERS: AddressKind<WorkerFilter, WorkerTab> = {
  row: 'person',
  filters: ['city', 'store', 'skill'],
  tabs: WORKER_TABS,
};

/** A store has tens of people: those of an area are fetched at once, up to 200. */
const MOST = 200;

export function useWorkers(): WorkerDesk {
  const { chosen: tab = 'all', ...address } = useAddress(WORKERS);
  const { city, store, skill } = address.filters;
  const query = { cityId: city, storeId: store, skill, limit: MOST };
  const queryKey = [...WORKERS_KEY, 'list', query];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<Page<WorkerItem>>(WORKERS_PATH, { query, signal }),
    placeholderData: (before) => before,
  });
  useLiveQuery(VISIT_TOPICS, queryKey);
  const people = result.data?.items;
  return {
    ...address,
    tab,
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
