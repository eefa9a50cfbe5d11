import { lazyPage, type PageRoute } from '../../shared/router.tsx';
import { Home } from './pages/home.tsx';

const orders = lazyPage(() => import('./pages/orders.tsx').then((it) => it.OrdersPage));
const coupons = lazyPage(() => import('./pages/coupons.tsx').then((it) => it.CouponsPage));

/** The first page comes with the area, every other one when it is opened. */
export const routes: readonly PageRoute[] = [
  { path: '/my', title: '我的', page: Home },
  { path: '/my/orders', title: '我的订单', page: orders },
  { path: '/my/orders/of/:view', title: '我的订单', page: orders },
  {
    path: '/my/orders/:orderId',
    title: '订单',
    page: lazyPage(() => import('./pages/order.tsx').then((it) => it.OrderPage)),
  },
  {
    path: '/my/orders/:orderId/claim',
    title: '申请售后',
    page: lazyPage(() => import('./pages/claim-new.tsx').then((it) => it.NewClaimPage)),
  },
  { path: '/my/codes', title: '提货码', page: lazyPage(() => import('./pages/codes.tsx').then((it) => it.CodesPage)) },
  { path: '/my/claims', title: '售后', page: lazyPage(() => import('./pages/claims.tsx').then((it) => it.ClaimsPage)) },
  {
    path: '/my/claims/:claimId',
    title: '售后',
    page: lazyPage(() => import('./pages/claim.tsx').then((it) => it.ClaimPage)),
  },
  { path: '/my/teams', title: '我的团', page: lazyPage(() => import('./pages/teams.tsx').then((it) => it.TeamsPage)) },
  { path: '/my/coupons', title: '优惠券', page: coupons },
  { path: '/my/coupons/:state', title: '优惠券', page: coupons },
  { path: '/my/member', title: '会员', page: lazyPage(() => import('./pages/member.tsx').then((it) => it.MemberPage)) },
  {
    path: '/my/points',
    title: '积分明细',
    page: lazyPage(() => import('./pages/points.tsx').then((it) => it.PointsPage)),
  },
  { path: '/my/mall', title: '积分商城', page: lazyPage(() => import('./pages/mall.tsx').then((it) => it.MallPage)) },
  {
    path: '/my/mall/:rewardId',
    title: '积分商城',
    page: lazyPage(() => import('./pages/reward.tsx').then((it) => it.RewardPage)),
  },
  {
    path: '/my/vouchers',
    title: '我的兑换券',
    page: lazyPage(() => import('./pages/vouchers.tsx').then((it) => it.VouchersPage)),
  },
  {
    path: '/my/vouchers/:voucherId',
    title: '兑换券',
    page: lazyPage(() => import('./pages/voucher.tsx').then((it) => it.VoucherPage)),
  },
  {
    path: '/my/visits/:visitId',
    title: '上门',
    page: lazyPage(() => import('./pages/visit.tsx').then((it) => it.VisitPage)),
  },
  {
    path: '/my/quotations/:quotationId',
    title: '报价',
    page: lazyPage(() => import('./pages/quotation.tsx').then((it) => it.QuotationPage)),
  },
  {
    path: '/my/contracts/:contractId',
    title: '合同',
    page: lazyPage(() => import('./pages/contract.tsx').then((it) => it.ContractPage)),
  },
  {
    path: '/my/projects/:projectId',
    title: '施工',
    page: lazyPage(() => import('./pages/project.tsx').then((it) => it.ProjectPage)),
  },
  {
    path: '/my/messages',
    title: '消息',
    page: lazyPage(() => import('./pages/messages.tsx').then((it) => it.MessagesPage)),
  },
  {
    path: '/my/sandbox-cashier/:token',
    title: '沙箱收银台',
    page: lazyPage(() => import('./pages/cashier.tsx').then((it) => it.CashierPage)),
  },
];
