import type { ComponentType } from 'react';
import type { IconName } from '../shared/icons.tsx';

export type AreaName =
  | 'flywheel'
  | 'communities'
  | 'audiences'
  | 'plays'
  | 'touchpoints'
  | 'leads'
  | 'sources'
  | 'system';

export interface ConsolePage {
  /** Address inside the console, e.g. `/plays/approvals`. Filters and the open row live in its search part. */
  readonly path: string;
  readonly area: AreaName;
  readonly title: string;
  /** The one question that the page answers; also what ⌘K finds it by. */
  readonly question: string;
  /** The permission without which the page is neither listed nor found; the server decides again. */
  readonly needs?: string;
  readonly load: () => Promise<{ default: ComponentType }>;
}

export interface Area {
  readonly name: AreaName;
  readonly title: string;
  readonly icon: IconName;
}

/** The left rail, from top to bottom. */
export const areas: readonly Area[] = [
  { name: 'flywheel', title: '飞轮', icon: 'flywheel' },
  { name: 'communities', title: '社区', icon: 'communities' },
  { name: 'audiences', title: '人群', icon: 'audiences' },
  { name: 'plays', title: '方案', icon: 'plays' },
  { name: 'touchpoints', title: '触点', icon: 'touchpoints' },
  { name: 'leads', title: '线索', icon: 'leads' },
  { name: 'sources', title: '数据源', icon: 'sources' },
  { name: 'system', title: '系统', icon: 'system' },
];

/**
 * Every page of the console. A page is one line here and one lazy module; the first page of an area is what the rail
 * opens. Routes, rail and ⌘K are made from this list.
 */
export const pages: readonly ConsolePage[] = [
  {
    path: '/flywheel',
    area: 'flywheel',
    title: '飞轮',
    question: '两个轮子转得顺不顺，哪里在漏',
    load: () => import('./pages/flywheel/index.tsx'),
  },
  {
    path: '/communities',
    area: 'communities',
    title: '社区',
    question: '哪些小区正在需要我们',
    load: () => import('./pages/communities/index.tsx'),
  },
  {
    path: '/audiences',
    area: 'audiences',
    title: '人群',
    question: '圈出来的是谁，今天进出了多少',
    load: () => import('./pages/audiences/index.tsx'),
  },
  {
    path: '/plays',
    area: 'plays',
    title: '方案',
    question: '今天要批哪些方案？',
    needs: 'play.read',
    load: () => import('./pages/plays/index.tsx'),
  },
  {
    path: '/plays/generate',
    area: 'plays',
    title: '生成方案',
    question: '给哪群小区出方案？',
    needs: 'play.decide',
    load: () => import('./pages/plays/generate.tsx'),
  },
  {
    path: '/plays/main-push',
    area: 'plays',
    title: '主推',
    question: '哪些小区该换主推？',
    needs: 'play.read',
    load: () => import('./pages/plays/main-push.tsx'),
  },
  {
    path: '/plays/approvals',
    area: 'plays',
    title: '常设授权',
    question: '哪些事系统可以直接办？',
    needs: 'play.read',
    load: () => import('./pages/plays/approvals.tsx'),
  },
  {
    path: '/plays/packages',
    area: 'plays',
    title: '套餐',
    question: '手上有哪些套餐可推？',
    needs: 'play.read',
    load: () => import('./pages/plays/packages.tsx'),
  },
  {
    path: '/touchpoints',
    area: 'touchpoints',
    title: '触点',
    question: '谁在一线，谁忙不过来？',
    needs: 'touchpoint.read',
    load: () => import('./pages/touchpoints/index.tsx'),
  },
  {
    path: '/touchpoints/tasks',
    area: 'touchpoints',
    title: '任务',
    question: '哪些任务没人接？',
    needs: 'task.read',
    load: () => import('./pages/touchpoints/tasks.tsx'),
  },
  {
    path: '/touchpoints/signals',
    area: 'touchpoints',
    title: '一线信号',
    question: '一线刚看到了什么？',
    needs: 'touchpoint.read',
    load: () => import('./pages/touchpoints/signals.tsx'),
  },
  {
    path: '/leads',
    area: 'leads',
    title: '线索',
    question: '来了多少线索，跟得及不及时',
    load: () => import('./pages/leads/index.tsx'),
  },
  {
    path: '/sources',
    area: 'sources',
    title: '数据源',
    question: '数据有没有进来，拦下了什么',
    load: () => import('./pages/sources/index.tsx'),
  },
  {
    path: '/system',
    area: 'system',
    title: '系统',
    question: '有没有卡住的事，谁动过什么',
    load: () => import('./pages/system/index.tsx'),
  },
];

/** The pages that a user may open. */
export function pagesFor(permissions: readonly string[]): readonly ConsolePage[] {
  return pages.filter((page) => page.needs === undefined || permissions.includes(page.needs));
}
