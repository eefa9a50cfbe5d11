import type { PageRoute } from '../../shared/router.tsx';
import { MyLeads } from './my-leads.tsx';

export const routes: readonly PageRoute[] = [{ path: '/my', title: '我的预约', page: MyLeads }];
