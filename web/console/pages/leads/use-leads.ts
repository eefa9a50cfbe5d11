import type { LeadItem, LeadsAnswer } from '#modules/growth/contract';
import { addDays, businessDay, HOUR } from '#kernel/time';
import { useNow } from '../../../shared/use-now.ts';
import { useDesk, type Desk, type DeskKind, type Filters } from '../../parts/use-desk.ts';
import { useSummary } from '../../parts/use-summary.ts';
import { countOfTab, queryOfTab, TAB_NAMES, type LeadCounts, type LeadTab } from './lead-words.ts';

export const LEADS_KEY = ['leads'];
export const LEADS_PATH = '/api/growth/leads';
export const LEAD_TOPICS = ['lead'];

type LeadFilter = 'city' | 'store' | 'package' | 'community' | 'touchpoint' | 'play' | 'from' | 'to' | 'text';
export type LeadFilters = Filters<LeadFilter>;

const MONTH_DAYS = 30;

export interface LeadDesk extends Desk<LeadItem, LeadFilter, LeadTab, LeadCounts> {
  /** Of the leads that came in the last 30 days, under the same filters. */
  readonly month: LeadCounts | undefined;
}

const LEADS: DeskKind<LeadFilter, LeadTab, LeadCounts> = {
  row: 'lead',
  filters: ['city', 'store', 'package', 'community', 'touchpoint', 'play', 'from', 'to', 'text'],
  tabs: TAB_NAMES,
  key: LEADS_KEY,
  path: LEADS_PATH,
  topics: LEAD_TOPICS,
  firstTab: (filtered) => (filtered ? 'all' : 'open'),
  queryOf: (url) => ({
    cityId: url.city,
    storeId: url.store,
    packageId: url.package,
    communityId: url.community,
    touchpointId: url.touchpoint,
    playId: url.play,
    from: url.from,
    to: url.to,
    text: url.text,
  }),
  queryOfTab,
  countOfTab,
};

export function useLeads(): LeadDesk {
  const desk: Desk<LeadItem, LeadFilter, LeadTab, LeadCounts> = useDesk(LEADS);
  const now = useNow(HOUR);
  const firstDay = businessDay(addDays(new Date(now), 1 - MONTH_DAYS));
  const query = { ...LEADS.queryOf(desk.filters, now), from: desk.filters.from ?? firstDay };
  return { ...desk, month: useSummary<LeadsAnswer>(LEADS_KEY, LEADS_PATH, query, { topics: LEAD_TOPICS })?.counts };
}
