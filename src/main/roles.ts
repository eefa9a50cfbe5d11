import type { Role } from '#platform/auth';

const READ_FRONT = [
  'territory.read',
  'cdp.read',
  'audience.read',
  'play.read',
  'touchpoint.read',
  'task.read',
  'lead.read',
  'insight.read',
  'visit.read',
  'order.read',
  'ticket.read',
  'message.read',
  'commission.read',
  'product.read',
  'stock.read',
  'group_buy.read',
  'claim.read',
  'member.read',
];

/** What steers a store's or a city's services by hand. */
const STEER = [
  'visit.dispatch',
  'calendar.edit',
  'ticket.act',
  'code.edit',
  'stock.edit',
  'group_buy.edit',
  'pickup.act',
  'claim.act',
];

const OPERATE = [
  ...READ_FRONT,
  ...STEER,
  'territory.edit',
  'cdp.review',
  'source.manage',
  'audience.edit',
  'play.decide',
  'approval.sign',
  'package.edit',
  'touchpoint.edit',
  'task.place',
  'lead.act',
  'lead.reveal',
  'export.data',
  'system.read',
  'audit.read',
  'price.edit',
  'order.act',
  'payment.decide',
  'commission.edit',
  'product.edit',
  'promotion.edit',
  'member.edit',
  'bill.reconcile',
];

const FRONT = ['task.act', 'signal.report', 'lead.act', 'lead.reveal', 'commission.own'];

/** Those who open group buys and hand goods over: at their own points, for their own communities. */
const GROUP_BUY = ['group_buy.act', 'pickup.act'];

/** Those who visit homes: their own visits, works and calendar. */
const VISIT = ['visit.act'];

const front = (name: string, more: readonly string[] = []): Role => ({ name, permissions: [...FRONT, ...more] });

/** What each role may do. Where it may do so is the area of the grant. */
export const roles: Readonly<Record<string, Role>> = {
  admin: { name: '系统管理员', forStaff: true, permissions: [...OPERATE, 'system.operate', 'user.manage'] },
  operator: { name: '运营', forStaff: true, permissions: OPERATE },
  city_manager: {
    name: '城市经理',
    forStaff: true,
    permissions: [...READ_FRONT, ...STEER, 'play.decide', 'task.place', 'export.data'],
  },
  store_manager: {
    name: '店长',
    forStaff: true,
    permissions: [...READ_FRONT, ...STEER, 'play.decide', 'task.place', 'lead.act', 'lead.reveal', 'export.data'],
  },
  group_leader: front('团长', GROUP_BUY),
  property_steward: front('物业管家', GROUP_BUY),
  realtor: front('房产中介'),
  ambassador: front('焕新大使'),
  guide: front('导购', [...VISIT, 'quote.act', 'pickup.act']),
  designer: front('设计师', [...VISIT, 'quote.act']),
  technician: front('技师', VISIT),
  // Nobody is granted it: it is what everybody may do who signed in with their phone.
  customer: { name: '顾客', permissions: ['own.read', 'own.act'] },
};
