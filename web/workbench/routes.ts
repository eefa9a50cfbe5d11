import { LeadPage } from './pages/lead.tsx';
import { Leads } from './pages/leads.tsx';
import { MyPage } from './pages/my-page.tsx';
import { NewLead } from './pages/new-lead.tsx';
import { SignalPage } from './pages/signal.tsx';
import { TaskPage } from './pages/task.tsx';
import { Today } from './pages/today.tsx';
import { Visits } from './pages/visits.tsx';
import { WaitingOps } from './pages/waiting-ops.tsx';
import { lazyPage, type PageRoute } from '../shared/router.tsx';

/** Every page of the workbench. The lazy ones open offline too, once the service worker has the app's files. */
export const routes: readonly PageRoute[] = [
  { path: '/', title: '今日', page: Today },
  { path: '/tasks/:taskId', title: '任务', page: TaskPage },
  { path: '/signal/:kind', title: '报信号', page: SignalPage },
  { path: '/leads', title: '线索', page: Leads },
  { path: '/leads/new', title: '登记线索', page: NewLead },
  { path: '/leads/:leadId', title: '线索', page: LeadPage },
  { path: '/visits', title: '上门', page: Visits },
  {
    path: '/visits/:visitId',
    title: '上门',
    page: lazyPage(() => import('./pages/visit.tsx').then((it) => it.VisitPage)),
  },
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
  { path: '/codes', title: '我的码', page: lazyPage(() => import('./pages/codes.tsx').then((it) => it.Codes)) },
  { path: '/me', title: '我的', page: MyPage },
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
  { path: '/waiting', title: '待发送', page: WaitingOps },
];
