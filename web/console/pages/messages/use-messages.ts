import { useQuery } from '@tanstack/react-query';
import type { MessageChoices, MessageItem } from '#modules/messaging/contract';
import { api } from '../../../shared/api.ts';
import { useDesk, type Desk, type DeskKind } from '../../parts/use-desk.ts';
import { boardDays } from '../boards/board-words.ts';
import {
  countOfTab,
  MESSAGE_TOPICS,
  MESSAGES_KEY,
  MESSAGES_PATH,
  TAB_NAMES,
  type MessageCounts,
  type MessageTab,
} from './message-words.ts';

type MessageFilter = 'period' | 'city' | 'store' | 'template' | 'purpose' | 'community';

export interface MessageDesk extends Desk<MessageItem, MessageFilter, MessageTab, MessageCounts> {
  readonly choices: MessageChoices | undefined;
}

const MESSAGES: DeskKind<MessageFilter, MessageTab, MessageCounts> = {
  row: 'message',
  filters: ['period', 'city', 'store', 'template', 'purpose', 'community'],
  tabs: TAB_NAMES,
  clears: { city: ['store'] },
  key: MESSAGES_KEY,
  path: MESSAGES_PATH,
  topics: MESSAGE_TOPICS,
  firstTab: () => 'all',
  queryOf: (url, now) => ({
    ...(url.period === undefined ? {} : boardDays(url.period, new Date(now))),
    cityId: url.city,
    storeId: url.store,
    communityId: url.community,
    template: url.template,
    purpose: url.purpose,
  }),
  queryOfTab: (tab) => ({ state: tab === 'all' ? undefined : tab }),
  countOfTab,
};

/** Everything that the ledger of messages shows. */
export function useMessages(): MessageDesk {
  const desk: Desk<MessageItem, MessageFilter, MessageTab, MessageCounts> = useDesk(MESSAGES);
  const choices = useQuery({
    queryKey: ['choices', 'messages'],
    queryFn: ({ signal }) => api.get<MessageChoices>('/api/messaging/message-choices', { signal }),
    staleTime: 5 * 60_000,
  });
  return { ...desk, choices: choices.data };
}
