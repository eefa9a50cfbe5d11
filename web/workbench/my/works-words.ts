import type { MyVisitItem, ProjectItem } from '#modules/fulfilment/contract';
import { date } from '../../shared/format.ts';
import { ago } from './lead-words.ts';
import { when } from './visit-words.ts';

type Told = Pick<ProjectItem, 'state' | 'next' | 'confirmed' | 'milestones' | 'completedAt' | 'stoppedAt'>;

/** `2/4 个节点已验收`. */
export const farWords = ({ confirmed, milestones }: Pick<Told, 'confirmed' | 'milestones'>): string =>
  `${confirmed}/${milestones} 个节点已验收`;

/** What works want next, in one sentence; with the visit at which I am there next. */
export function worksWhy(project: Told, now: number, visit?: Pick<MyVisitItem, 'startsAt' | 'endsAt'>): string {
  const { next } = project;
  if (project.state === 'completed') return `${date(project.completedAt ?? '', now)}竣工`;
  if (project.state === 'stopped') return `${date(project.stoppedAt ?? '', now)}停了，不用再去`;
  const since = next?.waitingSince ?? null;
  if (next?.state === 'rejected') return `业主${since === null ? '' : ago(since, now)}说要返工，点开看哪里不行`;
  if (next?.state === 'submitted') return `${since === null ? '已经' : ago(since, now)}提交，等业主确认`;
  return visit === undefined ? farWords(project) : `${when(visit, now)} 上门，${farWords(project)}`;
}

/** What to do next: `返工「隐蔽工程验收」`. */
export function worksWhat({ next, stateName }: Pick<ProjectItem, 'next' | 'stateName'>): string {
  if (next === null) return stateName;
  const verb = next.state === 'rejected' ? '返工' : next.state === 'submitted' ? '等确认' : '拍';
  return `${verb}「${next.name}」`;
}
