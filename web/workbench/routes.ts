import { Today } from './pages/today.tsx';
import { lazyPage, type PageRoute } from '../shared/router.tsx';

/** What a day outside needs. */
const AT_HAND = {
  task: lazyPage(() => import('./pages/task.tsx').then((it) => it.TaskPage)),
  signal: lazyPage(() => import('./pages/signal.tsx').then((it) => it.SignalPage)),
  leads: lazyPage(() => import('./pages/leads.tsx').then((it) => it.Leads)),
  newLead: lazyPage(() => import('./pages/new-lead.tsx').then((it) => it.NewLead)),
  lead: lazyPage(() => import('./pages/lead.tsx').then((it) => it.LeadPage)),
  visits: lazyPage(() => import('./pages/visits.tsx').then((it) => it.Visits)),
  visit: lazyPage(() => import('./pages/visit.tsx').then((it) => it.VisitPage)),
  groups: lazyPage(() => import('./pages/groups.tsx').then((it) => it.Groups)),
  group: lazyPage(() => import('./pages/groups/group-page.tsx').then((it) => it.GroupPage)),
  handOver: lazyPage(() => import('./pages/pickup/hand-over-page.tsx').then((it) => it.HandOverPage)),
  arrivals: lazyPage(() => import('./pages/pickup/arrivals-page.tsx').then((it) => it.ArrivalsPage)),
  arrival: lazyPage(() => import('./pages/pickup/arrival-page.tsx').then((it) => it.ArrivalPage)),
  me: lazyPage(() => import('./pages/my-page.tsx').then((it) => it.MyPage)),
  waiting: lazyPage(() => import('./pages/waiting-ops.tsx').then((it) => it.WaitingOps)),
};

/**
 * Fetches the pages of a day outside once the first one stands: a tap then waits for nothing, and they open in a basement
 * even where the webview runs no service worker.
 */
export async function fetchAtHand(): Promise<void> {
  for (const page of Object.values(AT_HAND)) await page.load();
}

/** Every page of the workbench. The lazy ones open offline too, once the service worker has the app's files. */
export const routes: readonly PageRoute[] = [
  { path: '/', title: '今日', page: Today },
  { path: '/tasks/:taskId', title: '任务', page: AT_HAND.task },
  { path: '/signal/:kind', title: '报信号', page: AT_HAND.signal },
  { path: '/leads', title: '线索', page: AT_HAND.leads },
  { path: '/leads/new', title: '登记线索', page: AT_HAND.newLead },
  { path: '/leads/:leadId', title: '线索', page: AT_HAND.lead },
  { path: '/visits', title: '上门', page: AT_HAND.visits },
  { path: '/visits/:visitId', title: '上门', page: AT_HAND.visit },
  {
    path: '/visits/:visitId/measure',
    title: '量房表',
    page: lazyPage(() => import('./pages/measure.tsx').then((it) => it.MeasurePage)),
  },
  {
    path: '/visits/:visitId/quote',
    title: '报价',
    page: lazyPage(() => import('./pages/quote.tsx').then((it) => it.QuotePage)),
  },
  {
    path: '/contracts/:contractId',
    title: '合同',
    page: lazyPage(() => import('./pages/contract.tsx').then((it) => it.ContractPage)),
  },
  {
    path: '/orders',
    title: '我的订单',
    page: lazyPage(() => import('./pages/orders.tsx').then((it) => it.Orders)),
  },
  {
    path: '/works',
    title: '施工',
    page: lazyPage(() => import('./pages/works.tsx').then((it) => it.Works)),
  },
  {
    path: '/works/:projectId',
    title: '施工',
    page: lazyPage(() => import('./pages/works/project-page.tsx').then((it) => it.ProjectPage)),
  },
  {
    path: '/calendar',
    title: '我的日历',
    page: lazyPage(() => import('./pages/calendar/calendar-page.tsx').then((it) => it.CalendarPage)),
  },
  { path: '/groups', title: '团购', page: AT_HAND.groups },
  {
    path: '/groups/new',
    title: '开团',
    page: lazyPage(() => import('./pages/groups/open-page.tsx').then((it) => it.OpenPage)),
  },
  { path: '/groups/:groupBuyId', title: '团购', page: AT_HAND.group },
  { path: '/pickup', title: '核销', page: AT_HAND.handOver },
  { path: '/pickup/arrivals', title: '到货', page: AT_HAND.arrivals },
  { path: '/pickup/arrivals/:pointId/:day', title: '点到货', page: AT_HAND.arrival },
  {
    path: '/pickup/claims',
    title: '售后',
    page: lazyPage(() => import('./pages/pickup/claims-page.tsx').then((it) => it.ClaimsPage)),
  },
  {
    path: '/pickup/claims/:claimId',
    title: '售后',
    page: lazyPage(() => import('./pages/pickup/claim-page.tsx').then((it) => it.ClaimPage)),
  },
  {
    path: '/points',
    title: '我的自提点',
    page: lazyPage(() => import('./pages/points/points-page.tsx').then((it) => it.PointsPage)),
  },
  {
    path: '/vouchers',
    title: '收兑换券',
    page: lazyPage(() => import('./pages/points/vouchers-page.tsx').then((it) => it.VouchersPage)),
  },
  { path: '/codes', title: '我的码', page: lazyPage(() => import('./pages/codes.tsx').then((it) => it.Codes)) },
  { path: '/me', title: '我的', page: AT_HAND.me },
  {
    path: '/commission',
    title: '我的佣金',
    page: lazyPage(() => import('./pages/commission.tsx').then((it) => it.Commission)),
  },
  {
    path: '/finished',
    title: '做完的任务',
    page: lazyPage(() => import('./pages/finished.tsx').then((it) => it.Finished)),
  },
  { path: '/waiting', title: '待发送', page: AT_HAND.waiting },
];
