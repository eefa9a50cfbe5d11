import { Leads } from './pages/leads.tsx';
import { MyPage } from './pages/my-page.tsx';
import { Today } from './pages/today.tsx';
import { WaitingOps } from './pages/waiting-ops.tsx';
import type { WorkbenchRoute } from './router.tsx';

/** Every page of the workbench. What opens offline is imported here, not lazily. */
export const routes: readonly WorkbenchRoute[] = [
  { path: '/', title: '今日', page: Today },
  { path: '/leads', title: '线索', page: Leads },
  { path: '/me', title: '我的', page: MyPage },
  { path: '/waiting', title: '待发送', page: WaitingOps },
];
