import type { PageRoute } from '../../shared/router.tsx';
import { CashierPage } from './pages/cashier.tsx';
import { ContractPage } from './pages/contract.tsx';
import { Home } from './pages/home.tsx';
import { MessagesPage } from './pages/messages.tsx';
import { OrderPage } from './pages/order.tsx';
import { ProjectPage } from './pages/project.tsx';
import { QuotationPage } from './pages/quotation.tsx';
import { VisitPage } from './pages/visit.tsx';

export const routes: readonly PageRoute[] = [
  { path: '/my', title: '我的预约', page: Home },
  { path: '/my/visits/:visitId', title: '上门', page: VisitPage },
  { path: '/my/quotations/:quotationId', title: '报价', page: QuotationPage },
  { path: '/my/contracts/:contractId', title: '合同', page: ContractPage },
  { path: '/my/orders/:orderId', title: '订单', page: OrderPage },
  { path: '/my/projects/:projectId', title: '施工', page: ProjectPage },
  { path: '/my/messages', title: '消息', page: MessagesPage },
  { path: '/my/sandbox-cashier/:token', title: '沙箱收银台', page: CashierPage },
];
