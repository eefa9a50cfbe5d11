import type { TaskItem, TouchpointItem } from '#modules/touchpoints/contract';
import { count } from '../../../shared/format.ts';

export type TouchpointState = TouchpointItem['state'];
export type TaskState = TaskItem['state'];

export const PERSON_STATES: Readonly<Record<TouchpointState, string>> = {
  active: '在岗',
  paused: '暂停',
  left: '已离开',
};

/** The states of tasks in the order of the tabs: what needs somebody comes first. */
export const TASK_STATES: Readonly<Record<TaskState, string>> = {
  unplaced: '没人接',
  offered: '待接单',
  accepted: '已接单',
  forwarded: '已转发',
  done: '已完成',
  expired: '已过期',
  withdrawn: '已撤回',
};

/** Why a touchpoint said no. */
const DECLINES: Readonly<Record<string, string>> = {
  too_busy: '最近太忙',
  not_my_area: '这个小区我不熟',
  group_forbids: '群里不让发',
  bad_offer: '活动不吸引人',
  other: '其他原因',
};

export const declineText = (reason: string): string => DECLINES[reason] ?? reason;

/** How it went in the group, as whoever did it says. */
const RESULTS: Readonly<Record<string, string>> = {
  warm: '邻居反响热烈',
  some: '有几位感兴趣',
  silent: '没人理会',
  complained: '有人反感',
};

export const resultText = (outcome: string): string => RESULTS[outcome] ?? outcome;

export const MOVE_REASONS: Readonly<Record<TouchpointState, readonly string[]>> = {
  paused: ['休假', '本人要求歇一阵', '投诉核实中', '连续没有接单'],
  active: ['休假回来', '核实没有问题', '本人要求恢复'],
  left: ['离职', '不再合作', '换人负责', '违反约定'],
};

export const PLACE_REASONS = ['当面说好了', '离得近', '和业主熟', '手上有空'] as const;

type Load = Pick<TouchpointItem, 'name' | 'roleName' | 'state' | 'communities' | 'openTasks'>;

/** The page's second line: who has most on their hands, and how many serve no community. */
export function peopleSentence(people: readonly Load[]): string {
  const active = people.filter(({ state }) => state === 'active');
  const busiest = active.reduce<Load | undefined>(
    (most, each) => (each.openTasks > (most?.openTasks ?? 0) ? each : most),
    undefined,
  );
  const idle = active.filter(({ communities }) => communities === 0).length;
  return [
    ...(busiest === undefined
      ? []
      : [`手上最多的是${busiest.roleName}${busiest.name}，有${count(busiest.openTasks)}个任务没办完`]),
    ...(idle === 0 ? [] : [`${count(idle)}位还没有负责任何小区`]),
  ].join('；');
}

/** 「问过3位」 */
export const askedText = (attempt: number): string => (attempt === 0 ? '还没问人' : `问过${count(attempt)}位`);
