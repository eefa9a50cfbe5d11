import type { LeaveAdded, WorkerItem } from '#modules/fulfilment/contract';
import { count } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';

export type WorkerTab = 'all' | 'today' | 'rest' | 'away' | 'off';
export const WORKER_TABS: Readonly<Record<WorkerTab, string>> = {
  all: '全部',
  today: '今天有单',
  rest: '今天休息',
  away: '请假中',
  off: '不接上门',
};
const takes = (person: WorkerItem): boolean => person.takesVisits && person.state === 'active';

export function inTab(person: WorkerItem, tab: WorkerTab): boolean {
  if (tab === 'today') return person.visitsToday > 0;
  if (tab === 'rest') return person.hoursToday.length === 0;
  if (tab === 'away') return person.awayUntil !== null;
  return tab === 'off' ? !takes(person) : true;
}

export type Skill = WorkerItem['skills'][number]['skill'];
export const SKILLS: Readonly<Record<Skill, string>> = { design: '量房设计', install: '施工', repair: '维修' };
export const LEVELS: Readonly<Record<number, string>> = { 1: '1 级 简单', 2: '2 级 一般', 3: '3 级 复杂' };

export const LEAVE_REASONS = {
  annual: '年假',
  personal: '事假',
  ill: '病假',
  training: '培训',
  other: '其他',
} as const;
export type LeaveReason = keyof typeof LEAVE_REASONS;

/** The answer of the page: how many can be sent, and how full today is. */
export function answerOf(people: readonly WorkerItem[]): PageAnswer {
  const able = people.filter((person) => takes(person) && person.awayUntil === null && person.hoursToday.length > 0);
  const away = people.filter((person) => person.awayUntil !== null).length;
  const visits = able.reduce((sum, person) => sum + person.visitsToday, 0);
  const most = able.reduce((sum, person) => sum + person.maxVisitsADay, 0);
  return {
    figure: count(able.length),
    unit: '位今天能派',
    why: `今天已经排了${count(visits)}单，最多能接${count(most)}单${away === 0 ? '' : `；${count(away)}位正在请假`}。`,
  };
}

/** What became of the visits that a leave met. */
export function leaveInWords({ moved, unplaced }: Pick<LeaveAdded, 'moved' | 'unplaced'>): string {
  if (moved + unplaced === 0) return '记下了，这段时间没有上门要让。';
  const parts = [
    moved === 0 ? '' : `${count(moved)}单同一时间换了同事`,
    unplaced === 0 ? '' : `${count(unplaced)}单没人能顶，等你安排`,
  ];
  return `记下了：${parts.filter(Boolean).join('，')}。`;
}
