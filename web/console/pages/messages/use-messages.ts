import { useQuery } from '@tanstack/react-query';
import { HOUR } from '#kernel/time';
import type { MessageChoices, MessageItem, MessagesAnswer } from '#modules/messaging/contract';
import { api, queryString, type Query } from '../../../shared/api.ts';
import { useNow } from '../../../shared/use-now.ts';
import { useUrlState } from '../../parts/url-state.ts';
import { useList, type List } from '../../parts/use-list.ts';
import { useLiveSlowly } from '../../parts/use-live-slowly.ts';
import { boardDays } from '../boards/board-words.ts';
import {
  countOfTab,
  isMessageTab,
  MESSAGE_TOPICS,
  MESSAGES_KEY,
  MESSAGES_PATH,
  type MessageCounts,
  type MessageTab,
} from './message-words.ts';

const FILTERS = ['period', 'city', 'store', 'template', 'purpose', 'community'] as const;
export type MessageFilters = Readonly<Record<(typeof FILTERS)[number], string | undefined>>;

export interface MessageDesk {
  readonly tab: MessageTab;
  readonly filters: MessageFilters;
  readonly filtered: boolean;
  readonly choices: MessageChoices | undefined;
  readonly list: List<MessageItem>;
  readonly counts: MessageCounts | undefined;
  readonly exportPath: string;
  readonly openId: string | undefined;
  readonly show: (tab: MessageTab) => void;
  readonly filter: (name: string, value: string | undefined) => void;
  readonly open: (id: string | undefined) => void;
}

/** Everything that the ledger of messages shows. */
export function useMessages(): MessageDesk {
  const [url, setUrl] = useUrlState(['state', 'message', ...FILTERS]);
  const now = useNow(HOUR);
  const tab = isMessageTab(url.state) ? url.state : 'all';
  const query: Query = {
    ...(url.period === undefined ? {} : boardDays(url.period, new Date(now))),
    cityId: url.city,
    storeId: url.store,
    communityId: url.community,
    template: url.template,
    purpose: url.purpose,
  };
  const asked = { ...query, state: tab === 'all' ? undefined : tab };
  const list = useList<MessageItem>(MESSAGES_KEY, MESSAGES_PATH, { query: asked, topics: MESSAGE_TOPICS });
  const counts = useCounts(query);
  const choices = useQuery({
    queryKey: ['choices', 'messages'],
    queryFn: ({ signal }) => api.get<MessageChoices>('/api/messaging/message-choices', { signal }),
    staleTime: 5 * 60_000,
  });
  return {
    tab,
    filters: url,
    filtered: FILTERS.some((name) => url[name] !== undefined),
    choices: choices.data,
    list: counts === undefined ? list : { ...list, total: countOfTab(tab, counts) },
    counts,
    exportPath: `${MESSAGES_PATH}/export${queryString(asked)}`,
    openId: url.message,
    show: (next) => setUrl({ state: next, message: undefined }),
    filter: (name, value) =>
      setUrl({ [name]: value, message: undefined, ...(name === 'city' ? { store: undefined } : {}) }),
    open: (id) => setUrl({ message: id }, { push: url.message === undefined && id !== undefined }),
  };
}

function useCounts(query: Query): MessageCounts | undefined {
  const queryKey = [...MESSAGES_KEY, 'counts', query];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<MessagesAnswer>(MESSAGES_PATH, { query: { ...query, limit: 1 }, signal }),
    placeholderData: (before) => before,
  });
  useLiveSlowly(MESSAGE_TOPICS, queryKey);
  return result.data?.counts;
}
