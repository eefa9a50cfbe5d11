import type { IconName } from '../shared/icons.tsx';

export type AreaName = 'flywheel' | 'communities' | 'plays' | 'touchpoints' | 'goods' | 'deals' | 'service' | 'system';

export interface Area {
  readonly name: AreaName;
  readonly title: string;
  readonly icon: IconName;
}

/** The left rail, from top to bottom. */
export const areas: readonly Area[] = [
  { name: 'flywheel', title: '飞轮', icon: 'flywheel' },
  { name: 'communities', title: '社区', icon: 'communities' },
  { name: 'plays', title: '方案', icon: 'plays' },
  { name: 'touchpoints', title: '触点', icon: 'touchpoints' },
  { name: 'goods', title: '商品', icon: 'goods' },
  { name: 'deals', title: '成交', icon: 'leads' },
  { name: 'service', title: '服务', icon: 'service' },
  { name: 'system', title: '系统', icon: 'system' },
];
