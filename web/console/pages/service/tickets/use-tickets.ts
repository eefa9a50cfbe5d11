import type { TicketItem } from '#modules/desk/contract';
import { useDesk, type Desk, type DeskKind } from '../../../parts/use-desk.ts';
import { TICKETS_KEY, TICKETS_PATH, TICKET_TOPICS } from '../service-paths.ts';
import { countOfTab, queryOfTab, TABS, type TicketCounts, type TicketTab } from './ticket-words.ts';

type TicketFilter = 'text' | 'kind' | 'city' | 'store' | 'community' | 'subject';
export type TicketDesk = Desk<TicketItem, TicketFilter, TicketTab, TicketCounts>;

const TICKETS: DeskKind<TicketFilter, TicketTab, TicketCounts> = {
  row: 'ticket',
  filters: ['text', 'kind', 'city', 'store', 'community', 'subject'],
  tabs: TABS,
  key: TICKETS_KEY,
  path: TICKETS_PATH,
  topics: TICKET_TOPICS,
  firstTab: (filtered) => (filtered ? 'all' : 'open'),
  queryOf: (url) => ({
    text: url.text,
    kind: url.kind,
    cityId: url.city,
    storeId: url.store,
    communityId: url.community,
    subjectId: url.subject,
  }),
  queryOfTab,
  countOfTab,
};

export const useTickets = (): TicketDesk => useDesk(TICKETS);
