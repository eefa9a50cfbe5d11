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
    question: '系统建议做什么，等谁拍板',
    load: () => import('./pages/plays/index.tsx'),
  },
  {
    path: '/touchpoints',
    area: 'touchpoints',
    title: '触点',
    question: '谁在覆盖，哪里没人',
    load: () => import('./pages/touchpoints/index.tsx'),
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
