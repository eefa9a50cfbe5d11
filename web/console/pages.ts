import type { ComponentType } from 'react';
import type { Me } from '../shared/session.tsx';
import type { AreaName } from './areas.ts';

export { areas, type Area, type AreaName } from './areas.ts';

export interface ConsolePage {
  /** Address inside the console, e.g. `/plays/approvals`. Filters and the open row live in its search part. */
  readonly path: string;
  readonly area: AreaName;
  readonly title: string;
  /** The one question that the page answers; also what ⌘K finds it by. */
  readonly question: string;
  /** The permission without which the page is neither listed nor found; the server decides again. */
  readonly needs?: string;
  /** There is nothing behind it outside the demo. */
  readonly demoOnly?: boolean;
  readonly load: () => Promise<{ default: ComponentType }>;
}

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
    needs: 'insight.read',
    load: () => import('./pages/flywheel/index.tsx'),
  },
  {
    path: '/boards',
    area: 'flywheel',
    title: '经营看板',
    question: '我管的这一片，做得怎么样',
    needs: 'insight.read',
    load: () => import('./pages/boards/dashboard.tsx'),
  },
  {
    path: '/boards/projects',
    area: 'flywheel',
    title: '项目看板',
    question: '哪些小区做成了，卡在哪一步',
    needs: 'insight.read',
    load: () => import('./pages/boards/projects.tsx'),
  },
  {
    path: '/communities',
    area: 'communities',
    title: '社区',
    question: '哪些小区正在需要我们',
    needs: 'cdp.read',
    load: () => import('./pages/communities/index.tsx'),
  },
  {
    path: '/audiences',
    area: 'communities',
    title: '人群',
    question: '圈出来的是谁，今天进出了多少',
    needs: 'audience.read',
    load: () => import('./pages/audiences/index.tsx'),
  },
  {
    path: '/sources/people',
    area: 'communities',
    title: '客户',
    question: '这个人是谁，从哪来，同意过什么？',
    needs: 'cdp.read',
    load: () => import('./pages/sources/people.tsx'),
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
    path: '/touchpoints/commission',
    area: 'touchpoints',
    title: '佣金',
    question: '谁挣了多少，什么时候能结？',
    needs: 'commission.read',
    load: () => import('./pages/commission/index.tsx'),
  },
  {
    path: '/touchpoints/codes',
    area: 'touchpoints',
    title: '社区码',
    question: '哪里贴了码，带来了几个预约？',
    needs: 'code.edit',
    load: () => import('./pages/codes/index.tsx'),
  },
  {
    path: '/system/messages',
    area: 'touchpoints',
    title: '消息',
    question: '给顾客发了什么，没发的为什么没发？',
    needs: 'message.read',
    load: () => import('./pages/messages/index.tsx'),
  },
  {
    path: '/goods',
    area: 'goods',
    title: '商品',
    question: '卖什么，在哪里卖，卖多少？',
    needs: 'product.read',
    load: () => import('./pages/goods/products/index.tsx'),
  },
  {
    path: '/goods/prices',
    area: 'goods',
    title: '价目与选品',
    question: '哪里和总部定的不一样？',
    needs: 'product.read',
    load: () => import('./pages/goods/prices/index.tsx'),
  },
  {
    path: '/goods/group-buys',
    area: 'goods',
    title: '团购',
    question: '现在开着哪些团，哪些怕是成不了？',
    needs: 'group_buy.read',
    load: () => import('./pages/goods/group-buys/index.tsx'),
  },
  {
    path: '/goods/campaigns',
    area: 'goods',
    title: '联合活动',
    question: '一起开的团，离目标还差多少？',
    needs: 'group_buy.read',
    load: () => import('./pages/goods/campaigns/index.tsx'),
  },
  {
    path: '/goods/promotions',
    area: 'goods',
    title: '优惠',
    question: '优惠送出去多少，花在了谁身上？',
    needs: 'product.read',
    load: () => import('./pages/goods/promotions/index.tsx'),
  },
  {
    path: '/leads',
    area: 'deals',
    title: '线索',
    question: '哪些线索要有人盯？',
    needs: 'lead.read',
    load: () => import('./pages/leads/index.tsx'),
  },
  {
    path: '/deals/opportunities',
    area: 'deals',
    title: '商机',
    question: '谁量过房还没签，报了多少？',
    needs: 'order.read',
    load: () => import('./pages/deals/opportunities/index.tsx'),
  },
  {
    path: '/deals/orders',
    area: 'deals',
    title: '订单',
    question: '签了多少，收了多少，还在等谁的定金？',
    needs: 'order.read',
    load: () => import('./pages/deals/orders/index.tsx'),
  },
  {
    path: '/deals/payments',
    area: 'deals',
    title: '收款核对',
    question: '哪笔钱对不上，退的钱到了没有？',
    needs: 'order.read',
    load: () => import('./pages/deals/payments/index.tsx'),
  },
  {
    path: '/deals/prices',
    area: 'deals',
    title: '价目',
    question: '这个小区卖什么价，为什么？',
    needs: 'order.read',
    load: () => import('./pages/prices/index.tsx'),
  },
  {
    path: '/deals/company',
    area: 'deals',
    title: '签约公司',
    question: '合同上的乙方是谁？',
    needs: 'price.edit',
    load: () => import('./pages/deals/company/index.tsx'),
  },
  {
    path: '/service',
    area: 'service',
    title: '预约派单',
    question: '今天谁去哪，哪一单没人去？',
    needs: 'visit.read',
    load: () => import('./pages/service/visits/index.tsx'),
  },
  {
    path: '/service/calendars',
    area: 'service',
    title: '排班',
    question: '谁什么时候有空，谁请了假？',
    needs: 'visit.read',
    load: () => import('./pages/service/calendars/index.tsx'),
  },
  {
    path: '/service/projects',
    area: 'service',
    title: '工程',
    question: '哪些工程停着，在等谁？',
    needs: 'visit.read',
    load: () => import('./pages/service/projects/index.tsx'),
  },
  {
    path: '/service/tickets',
    area: 'service',
    title: '工单',
    question: '哪些事过了时限还没人办？',
    needs: 'ticket.read',
    load: () => import('./pages/service/tickets/index.tsx'),
  },
  {
    path: '/service/nps',
    area: 'service',
    title: '口碑',
    question: '做完的人家，愿不愿意推荐我们？',
    needs: 'insight.read',
    load: () => import('./pages/service/nps/index.tsx'),
  },
  {
    path: '/service/types',
    area: 'service',
    title: '服务项目',
    question: '上门做什么，要多久，谁能去？',
    needs: 'visit.read',
    load: () => import('./pages/service/types/index.tsx'),
  },
  {
    path: '/sources',
    area: 'system',
    title: '数据源',
    question: '数据从哪来，有没有坏？',
    needs: 'source.manage',
    load: () => import('./pages/sources/index.tsx'),
  },
  {
    path: '/sources/quarantine',
    area: 'system',
    title: '隔离',
    question: '拦下了什么，怎么放行？',
    needs: 'cdp.review',
    load: () => import('./pages/sources/quarantine.tsx'),
  },
  {
    path: '/sources/imports',
    area: 'system',
    title: '导入',
    question: '历史数据进来了多少？',
    needs: 'source.manage',
    load: () => import('./pages/sources/imports.tsx'),
  },
  {
    path: '/system',
    area: 'system',
    title: '系统',
    question: '有没有卡住的事？',
    needs: 'system.read',
    load: () => import('./pages/system/index.tsx'),
  },
  {
    path: '/system/jobs',
    area: 'system',
    title: '定时任务',
    question: '夜里该跑的，跑了没有？',
    needs: 'system.read',
    load: () => import('./pages/system/jobs.tsx'),
  },
  {
    path: '/system/audit',
    area: 'system',
    title: '审计',
    question: '记录有没有被人动过？',
    needs: 'audit.read',
    load: () => import('./pages/system/audit.tsx'),
  },
  {
    path: '/system/developer',
    area: 'system',
    title: '开发者页',
    question: '沙箱里发了什么验证码？',
    needs: 'system.read',
    demoOnly: true,
    load: () => import('./pages/system/developer.tsx'),
  },
  {
    path: '/system/world',
    area: 'system',
    title: '演示世界',
    question: '演示城市走多快，做了些什么？',
    needs: 'system.read',
    demoOnly: true,
    load: () => import('./pages/system/world.tsx'),
  },
  {
    path: '/system/sessions',
    area: 'system',
    title: '我的登录',
    question: '我在哪些设备上登录着？',
    load: () => import('./pages/system/sessions.tsx'),
  },
];

/** The pages that a user may open. */
export function pagesFor(user: Pick<Me, 'permissions' | 'mode'>): readonly ConsolePage[] {
  return pages.filter(
    (page) =>
      (page.needs === undefined || user.permissions.includes(page.needs)) &&
      (page.demoOnly !== true || user.mode === 'demo'),
  );
}
