import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { createQueryClient, QueryProvider } from '../../shared/query.tsx';
import { Routes, type PageRoute } from '../../shared/router.tsx';
import { Loading } from '../../shared/states.tsx';
import { ShopPage } from '../parts/shop-page.tsx';
import { CartPage } from './cart-page.tsx';
import { CheckoutPage } from './checkout-page.tsx';
import { Nothing } from './nothing.tsx';
import { ResultPage } from './result-page.tsx';
import { mayBuy, SignInHere, useBuyer } from './sign-in-here.tsx';
import '../../shared/phone-sign-in.css';
import './checkout.css';

const routes: readonly PageRoute[] = [
  { path: '/cart', title: '购物车', page: CartPage },
  {
    path: '/checkout/g/:key',
    title: '确认订单',
    page: ({ params }) => <CheckoutPage cartKey={`g/${params['key']}`} />,
  },
  {
    path: '/checkout/c/:key',
    title: '确认订单',
    page: ({ params }) => <CheckoutPage cartKey={`c/${params['key']}`} />,
  },
  { path: '/paid/:orderId', title: '下单结果', page: ResultPage },
  { path: '/sign-in', title: '登录', page: SignInPage },
];

/** From the cart to what comes after paying. */
export default function BuyingApp(): ReactNode {
  const [client] = useState(createQueryClient);
  return (
    <QueryProvider client={client}>
      <Routes
        app="双轮社区优选"
        routes={routes}
        missing={<Nothing title="没有这个页面" hint="链接可能少了几个字。" />}
      />
    </QueryProvider>
  );
}

/** Signing in for something on a page of the shop, then back to it. */
function SignInPage(): ReactNode {
  const me = useBuyer();
  const client = useQueryClient();
  const to = new URLSearchParams(location.search).get('to') ?? '/';
  const done = mayBuy(me);
  useEffect(() => {
    // A page of our own and nothing else.
    if (done) location.replace(/^\/(?!\/)[\w\-/.]*$/.test(to) ? to : '/');
  }, [done, to, client]);
  if (me === undefined || done) return <Loading label="正在打开" full />;
  return (
    <ShopPage title="登录">
      <SignInHere me={me} why="用手机号登录" />
    </ShopPage>
  );
}
