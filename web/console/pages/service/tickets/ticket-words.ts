import type { TicketDetail, TicketItem, TicketsAnswer } from '#modules/desk/contract';
import { count, relativeTime, shortTimeLeft } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { PanelStep } from '../../../parts/panel-section.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';

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

/** Where the thing is that a ticket is about: its words and its page; undefined where there is none of it. */
export function subjectOf({
  subject,
}: Pick<TicketItem, 'subject'>): { readonly words: string; readonly to: string; readonly search: object } | undefined {
  switch (subject.kind) {
    case 'visit':
      return { words: '看这一单上门', to: '/service', search: { visit: subject.id, state: 'all' } };
    case 'survey':
      return { words: '看这次评价', to: '/service/nps', search: { answer: subject.id } };
    case 'payment':
      return { words: '看这笔款', to: '/deals/payments', search: { payment: subject.id, state: 'all' } };
    default:
      return undefined;
  }
}

/** The timeline as steps; `notes` are those that were revealed, by step. */
export function stepsOf(ticket: TicketDetail, notes: ReadonlyMap<number, string> | undefined): PanelStep[] {
  return ticket.timeline.map((entry) => {
    const note = [entry.outcomeName, notes?.get(entry.step) ?? (entry.hasNote ? '有备注，查看电话后一起显示' : null)]
      .filter((text) => text !== null && text !== '')
      .join(' · ');
    return {
      id: String(entry.step),
      by: entry.by === 'system' ? 'system' : 'people',
      what: entry.moveName,
      who: entry.by === 'system' ? '系统' : '同事',
      at: entry.madeAt,
      ...(note === '' ? {} : { note }),
    };
  });
}

/** Whom a ticket is about: of residents in a group often no name is known, of others without one the person was erased. */
export const whoOf = ({ kind, name }: Pick<TicketItem, 'kind' | 'name'>): string => {
  if (name !== '') return name;
  return kind === 'community_voice' ? '没留姓名的住户' : '已删除';
};
