import type { MilestoneItem, ProjectDetail, ProjectItem, ProjectsAnswer } from '#modules/fulfilment/contract';
import { DAY } from '#kernel/time';
import { count, relativeTime } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';

export type ProjectCounts = ProjectsAnswer['counts'];

export type ProjectTab = 'owner' | 'technician' | 'active' | 'completed' | 'stopped' | 'all';
export const TABS: Readonly<Record<ProjectTab, string>> = {
  technician: '等返工',
  owner: '等业主确认',
  active: '施工中',
  completed: '已竣工',
  stopped: '已停工',
  all: '全部',
};
/** The tab as the server asks for it. */
export function queryOfTab(tab: ProjectTab): { readonly state?: string; readonly waiting?: string } {
  if (tab === 'all') return {};
  return tab === 'owner' || tab === 'technician' ? { state: 'active', waiting: tab } : { state: tab };
}

export function countOfTab(tab: ProjectTab, counts: ProjectCounts): number {
  if (tab === 'owner') return counts.waitingOwner;
  if (tab === 'technician') return counts.waitingTechnician;
  return tab === 'all' ? counts.active + counts.completed + counts.stopped : counts[tab];
}

export const PROJECT_TONES: Readonly<Record<ProjectItem['state'], StateTone>> = {
  active: 'system',
  completed: 'good',
  stopped: 'neutral',
};
export const MILESTONE_TONES: Readonly<Record<MilestoneItem['state'], StateTone>> = {
  pending: 'neutral',
  submitted: 'people',
  rejected: 'bad',
  confirmed: 'good',
};

/** The answer of the page: works that stand still, and for whom. */
export function answerOf(counts: ProjectCounts): PageAnswer {
  const waiting = counts.waitingOwner + counts.waitingTechnician;
  return {
    figure: count(waiting),
    unit: '个工程停着等人',
    why: `${count(counts.waitingTechnician)}个等师傅返工，${count(counts.waitingOwner)}个等业主确认。施工中一共${count(counts.active)}个，已竣工${count(counts.completed)}个。`,
  };
}

/** Whose turn it is: `等业主确认`, `等师傅返工`, `师傅施工`. */
export function turnOf(project: Pick<ProjectItem, 'state' | 'stateName' | 'next'>): {
  readonly words: string;
  readonly tone: StateTone;
} {
  if (project.state !== 'active' || project.next === null) {
    return { words: project.stateName, tone: PROJECT_TONES[project.state] };
  }
  if (project.next.state === 'submitted') return { words: '等业主确认', tone: 'people' };
  return project.next.state === 'rejected'
    ? { words: '等师傅返工', tone: 'bad' }
    : { words: '师傅施工', tone: 'system' };
}

/** How long it waits: worth a word from three days on. */
export function waitedOf(
  next: ProjectItem['next'],
  now: number,
): { readonly words: string; readonly long: boolean } | undefined {
  if (next?.waitingSince == null) return undefined;
  const long = now - Date.parse(next.waitingSince) >= 3 * DAY;
  return { words: `${relativeTime(next.waitingSince, now)}起`, long };
}

/** `还没到`, `现在做`, or what the server calls its state. */
export const milestoneWords = (milestone: MilestoneItem): string =>
  milestone.state !== 'pending' ? milestone.stateName : milestone.open ? '现在做这步' : '还没到';

export const assignedBecause: Readonly<Record<ProjectDetail['workers'][number]['because'], string>> = {
  assigned: '人派的',
  visit: '有上门',
};
