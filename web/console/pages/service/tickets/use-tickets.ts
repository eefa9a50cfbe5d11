import { useQuery } from '@tanstack/react-query';
import type { TicketItem, TicketsAnswer } from '#modules/desk/contract';
import { api, queryString, type Query } from '../../../../shared/api.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { useList, type List } from '../../../parts/use-list.ts';
import { useLiveSlowly } from '../../../parts/use-live-slowly.ts';
import { TICKETS_KEY, TICKETS_PATH, TICKET_TOPICS } from '../service-paths.ts';
import { countOfTab, isTicketTab, queryOfTab, type TicketCounts, type TicketTab } from './ticket-words.ts';

const FILTERS = ['kind', 'city', 'store', 'community', 'subject'] as const;
export type TicketFilters = Readonly<Record<(typeof FILTERS)[number], string | undefined>>;

export interface TicketDesk {
  readonly tab: TicketTab;
  readonly filters: TicketFilters;
  readonly filtered: boolean;
  readonly list: List<TicketItem>;
  readonly counts: TicketCounts | undefined;
  readonly exportPath: string;
  readonly openId: string | undefined;
  readonly show: (tab: TicketTab) => void;
  readonly filter: (name: string, value: string | undefined) => void;
  readonly open: (id: string | undefined) => void;
}

/** Everything that the desk shows; the address holds what can be sent to a colleague. */
export function useTickets(): TicketDesk {
  const [url, setUrl] = useUrlState(['state', 'ticket', ...FILTERS]);
  const filtered = FILTERS.some((name) => url[name] !== undefined);
  const place: Query = {
    kind: url.kind,
    cityId: url.city,
    storeId: url.store,
    communityId: url.community,
    subjectId: url.subject,
  };
  const counts = useCounts(place);
  const tab = isTicketTab(url.state) ? url.state : filtered ? 'all' : 'open';
  const query = { ...place, ...queryOfTab(tab) };
  const list = useList<TicketItem>(TICKETS_KEY, TICKETS_PATH, { query, topics: TICKET_TOPICS });
  return {
    tab,
    filters: url,
    filtered,
    list: counts === undefined ? list : { ...list, total: countOfTab(tab, counts) },
    counts,
    exportPath: `${TICKETS_PATH}/export${queryString(query)}`,
    openId: url.ticket,
    show: (next) => setUrl({ state: next, ticket: undefined }),
    filter: (name, value) => setUrl({ [name]: value, ticket: undefined }),
    open: (id) => setUrl({ ticket: id }, { push: url.ticket === undefined && id !== undefined }),
  };
}

function useCounts(place: Query): TicketCounts | undefined {
  const queryKey = [...TICKETS_KEY, 'counts', place];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<TicketsAnswer>(TICKETS_PATH, { query: { ...place, limit: 1 }, signal }),
    placeholderData: (before) => before,
  });
  useLiveSlowly(TICKET_TOPICS, queryKey);
  return result.data?.counts;
}
