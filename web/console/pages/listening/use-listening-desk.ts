import { useUrlState } from '../../parts/url-state.ts';
import { useCommunityName } from '../flywheel/use-community-name.ts';
import { VIEWS, type ListeningView } from './listening-words.ts';

const FILTERS = [
  'city',
  'community',
  'days',
  'topic',
  'item',
  'sentiment',
  'severity',
  'channel',
  'unchecked',
  'kind',
] as const;
export type ListeningFilter = (typeof FILTERS)[number];

export const DEFAULT_DAYS = 14;
export const SPANS = [7, DEFAULT_DAYS, 30] as const;

const ALL_MESSAGES = {
  topic: undefined,
  item: undefined,
  sentiment: undefined,
  severity: undefined,
  channel: undefined,
  unchecked: undefined,
};

/** What is open beside the alerts in place of one of them. */
export const RULE = 'rule';

export interface ListeningDesk {
  readonly view: ListeningView;
  readonly filters: Readonly<Record<ListeningFilter, string | undefined>>;
  readonly days: number;
  readonly where: { readonly cityId: string | undefined; readonly communityId: string | undefined };
  /** Named once it is known, where only one is looked at. */
  readonly communityName: string | undefined;
  /** All alerts, those that are over too. */
  readonly showsAll: boolean;
  /** An alert as `cityId/alertId`, or the rule. */
  readonly openId: string | undefined;
  readonly look: (view: ListeningView) => void;
  readonly filter: (name: string, value: string | undefined) => void;
  /** The messages behind a figure. */
  readonly drill: (filters: Partial<Record<ListeningFilter, string>>) => void;
  readonly setShowsAll: (all: boolean) => void;
  readonly open: (id: string | undefined) => void;
}

const isView = (text: string | undefined): text is ListeningView => text !== undefined && Object.hasOwn(VIEWS, text);

/** What the address of the page says, and how it is changed. */
export function useListeningDesk(): ListeningDesk {
  const [url, setUrl] = useUrlState(['view', 'all', 'alert', ...FILTERS]);
  const view = isView(url.view) ? url.view : 'overview';
  const days = SPANS.find((span) => String(span) === url.days) ?? DEFAULT_DAYS;
  return {
    view,
    filters: url,
    days,
    where: { cityId: url.city, communityId: url.community },
    communityName: useCommunityName(url.community),
    showsAll: url.all !== undefined,
    openId: view === 'alerts' ? url.alert : undefined,
    look: (next) => setUrl({ view: next === 'overview' ? undefined : next, alert: undefined }, { push: true }),
    filter: (name, value) =>
      setUrl({ [name]: value, alert: undefined, ...(name === 'city' ? { community: undefined } : {}) }),
    drill: (filters) => setUrl({ ...ALL_MESSAGES, ...filters, view: 'messages' }, { push: true }),
    setShowsAll: (all) => setUrl({ all: all ? 'yes' : undefined, alert: undefined }),
    open: (id) => setUrl({ alert: id }, { push: url.alert === undefined && id !== undefined }),
  };
}
