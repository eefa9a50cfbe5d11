import type { TicketDetail, TicketItem, TicketsAnswer } from '#modules/desk/contract';
import type { AlertItem } from '#modules/intelligence/contract';
import { count, relativeTime, shortTimeLeft } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';
import { alertIdOf } from '../../listening/listening-words.ts';

export type TicketCounts = TicketsAnswer['counts'];
export type TicketTab = 'overdue' | 'open' | 'taken' | 'done' | 'all';

export const TABS: Readonly<Record<TicketTab, string>> = {
  overdue: '超时没办完',
  open: '待处理',
  taken: '处理中',
  done: '已办结',
  all: '全部',
};
/** The tab as the server asks for it. */
export function queryOfTab(tab: TicketTab): { readonly state?: string; readonly overdue?: boolean } {
  if (tab === 'all') return {};
  return tab === 'overdue' ? { overdue: true } : { state: tab };
}

export function countOfTab(tab: TicketTab, counts: TicketCounts): number {
  if (tab === 'overdue') return counts.overdue;
  if (tab === 'all') return Object.values(counts.byState).reduce((sum, each) => sum + each, 0);
  return counts.byState[tab] ?? 0;
}

export const STATE_TONES: Readonly<Record<TicketItem['state'], StateTone>> = {
  open: 'system',
  taken: 'people',
  done: 'good',
};

export const KINDS: Readonly<Record<TicketItem['kind'], string>> = {
  detractor_callback: '差评回访',
  payment_held: '款项待核',
  claim_waiting: '售后待跟进',
  visit_unplaced: '上门待排',
  community_voice: '小区反馈',
  follow_up: '回访',
};

/** The answer of the page: what is overdue, and what else waits, by kind. */
export function answerOf(counts: TicketCounts): PageAnswer {
  const kinds = (Object.entries(KINDS) as [TicketItem['kind'], string][]).flatMap(([kind, name]) => {
    const open = counts.openByKind[kind] ?? 0;
    return open === 0 ? [] : `${name}${count(open)}张`;
  });
  return {
    figure: count(counts.overdue),
    unit: '张工单过了时限',
    why: counts.open === 0 ? '没有要办的工单。' : `没办完的一共${count(counts.open)}张：${kinds.join('，')}。`,
  };
}

/** How a ticket stands against its deadline; undefined once it is done. */
export function dueOf(
  ticket: Pick<TicketItem, 'state' | 'dueAt'>,
  now: number,
): { readonly words: string; readonly late: boolean } | undefined {
  if (ticket.state === 'done') return undefined;
  const late = Date.parse(ticket.dueAt) < now;
  return late
    ? { words: `${relativeTime(ticket.dueAt, now)}就该办完`, late }
    : { words: shortTimeLeft(ticket.dueAt, now), late };
}

/** A way to another page, in words. */
export interface Way {
  readonly words: string;
  readonly to: string;
  readonly search: object;
}

/** Where the thing is that a ticket is about: its words and its page; undefined where there is none of it. */
export function subjectOf({ subject, cityId }: Pick<TicketItem, 'subject' | 'cityId'>): Way | undefined {
  switch (subject.kind) {
    case 'visit':
      return { words: '看这一单上门', to: '/service', search: { visit: subject.id, state: 'all' } };
    case 'survey':
      return { words: '看这次评价', to: '/service/nps', search: { answer: subject.id } };
    case 'payment':
      return { words: '看这笔款', to: '/deals/payments', search: { payment: subject.id, state: 'all' } };
    case 'ticket':
      return { words: '看原来那张工单', to: '/service/tickets', search: { ticket: subject.id, state: 'all' } };
    case 'listening_alert': {
      const alert = alertIdOf({ cityId, alertId: subject.id as AlertItem['alertId'] });
      // Among all of them: with its ticket it may be over.
      return { words: '看这条预警', to: '/listening', search: { view: 'alerts', all: 'yes', alert } };
    }
    default:
      return undefined;
  }
}

type Entry = TicketDetail['timeline'][number];

/** Where the claim or the visit is that came of a ticket. */
export function wayOf({ move, refId }: Pick<Entry, 'move' | 'refId'>): Way | undefined {
  if (refId === null) return undefined;
  switch (move) {
    case 'claimed':
      return { words: '看这笔售后', to: '/deals/claims', search: { claim: refId, state: 'all' } };
    case 'visited':
      return { words: '看这一单上门', to: '/service', search: { visit: refId, state: 'all' } };
    default:
      return undefined;
  }
}

/** Whether a note stands in the timeline that was not shown yet. */
export const hasUnread = ({ timeline }: Pick<TicketDetail, 'timeline'>, read: ReadonlyMap<number, string>): boolean =>
  timeline.some(({ step, hasNote }) => hasNote && !read.has(step));

export const NAMELESS = '没留姓名的住户';

/** Of residents in a group often no name is known; of others without one the person was erased. */
export const isNameless = ({ kind }: Pick<TicketItem, 'kind'>): boolean =>
  kind === 'community_voice' || kind === 'follow_up';

/** Whom a ticket is about. */
export const whoOf = ({ kind, name }: Pick<TicketItem, 'kind' | 'name'>): string =>
  name !== '' ? name : isNameless({ kind }) ? NAMELESS : '已删除';

/** Of what is settled, whether somebody asks again: not, or after so many days; `usual` is one of the choices. */
export const followUpChoices = (usual: number): readonly { readonly value: string; readonly label: string }[] => [
  { value: '0', label: '不用' },
  ...[...new Set([usual, 7, 14])]
    .toSorted((a, b) => a - b)
    .map((days) => ({ value: String(days), label: `${count(days)} 天后` })),
];

/** What was bad enough to be written down is asked about again, unless somebody says otherwise. */
export const firstFollowUp = ({ kind }: Pick<TicketItem, 'kind'>, usual: number): string =>
  kind === 'community_voice' || kind === 'detractor_callback' ? String(usual) : '0';
