import { Finished } from './pages/finished.tsx';
import { LeadPage } from './pages/lead.tsx';
import { Leads } from './pages/leads.tsx';
import { MyPage } from './pages/my-page.tsx';
import { NewLead } from './pages/new-lead.tsx';
import { SignalPage } from './pages/signal.tsx';
import { TaskPage } from './pages/task.tsx';
import { Today } from './pages/today.tsx';
import { WaitingOps } from './pages/waiting-ops.tsx';
import type { PageRoute } from '../shared/router.tsx';

/** Every page of the workbench. What opens offline is imported here, not lazily. */
export const routes: readonly PageRoute[] = [
  { path: '/', title: '今日', page: Today },
  { path: '/tasks/:taskId', title: '任务', page: TaskPage },
  { path: '/signal/:kind', title: '报信号', page: SignalPage },
  { path: '/leads', title: '线索', page: Leads },
  { path: '/leads/new', title: '登记线索', page: NewLead },
  { path: '/leads/:leadId', title: '线索', page: LeadPage },
  { path: '/me', title: '我的', page: MyPage },
  { path: '/finished', title: '做完的任务', page: Finished },
  { path: '/waiting', title: '待发送', page: WaitingOps },
];
