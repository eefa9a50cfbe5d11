import type { MessageItem, MessagesAnswer } from '#modules/messaging/contract';
import { count } from '../../../shared/format.ts';
import type { PageAnswer } from '../../parts/page-frame.tsx';
import type { StateTone } from '../../parts/state-word.tsx';

export type MessageState = MessageItem['state'];
export type MessageCounts = MessagesAnswer['counts'];

export const MESSAGES_PATH = '/api/messaging/messages';
export const MESSAGES_KEY = ['messages'];
export const MESSAGE_TOPICS = ['message'];

export const MESSAGE_STATES: Readonly<Record<MessageState, string>> = {
  delivered: '已发',
  deferred: '等时间',
  queued: '待发',
  not_sent: '没发',
};
export const MESSAGE_TONES: Readonly<Record<MessageState, StateTone>> = {
  delivered: 'good',
  deferred: 'system',
  queued: 'system',
  not_sent: 'neutral',
};

export type MessageTab = MessageState | 'all';
export const TAB_NAMES: Readonly<Record<MessageTab, string>> = { all: '全部', ...MESSAGE_STATES };
export const MESSAGE_TABS = Object.keys(TAB_NAMES) as MessageTab[];

export const countOfTab = (tab: MessageTab, counts: MessageCounts): number =>
  tab === 'all' ? Object.values(counts).reduce((sum, each) => sum + each, 0) : (counts[tab] ?? 0);

/** What went out, what waits, and what does not go. */
export function answerOf(counts: MessageCounts): PageAnswer {
  const waiting = countOfTab('queued', counts) + countOfTab('deferred', counts);
  const not = countOfTab('not_sent', counts);
  const wait = waiting === 0 ? '没有在等的' : `${count(waiting)}条在等时间`;
  return {
    figure: count(countOfTab('delivered', counts)),
    unit: '条发出去了',
    ...(countOfTab('all', counts) === 0
      ? {}
      : { why: `${wait}；${not === 0 ? '没有不发的' : `${count(not)}条没发，每条都写了为什么`}。` }),
  };
}

const PLACES: Readonly<Record<string, { to: string; name: string; param: string; label: string }>> = {
  visit: { to: '/service', name: '上门', param: 'visit', label: '看这次上门' },
  order: { to: '/deals/orders', name: '订单', param: 'order', label: '看这个订单' },
  project: { to: '/service/projects', name: '工程', param: 'project', label: '看这个工程' },
};

/** Where in the console the thing is that a message is about; undefined where there is no page for it. */
export function placeOf(
  about: MessageItem['about'],
): { readonly to: string; readonly search: Record<string, string>; readonly label: string } | undefined {
  const place = PLACES[about.kind];
  if (place === undefined) return undefined;
  return { to: place.to, search: { [place.param]: about.id, state: 'all' }, label: place.label };
}
