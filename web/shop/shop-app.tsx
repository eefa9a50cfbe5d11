import { lazy, Suspense, type ReactNode } from 'react';
import { Logo } from '../shared/logo.tsx';
import { Loading } from '../shared/states.tsx';
import { OfferPage } from './offer-page.tsx';
import type { ShopView } from './offer.ts';
import '../shared/base.css';
import './shop.css';

/** Loaded when somebody asks for it: an offer opens without it. */
const MyApp = lazy(() => import('./my/my-app.tsx'));

export function titleOf(view: ShopView): string {
  if (view.kind === 'offer') return `${view.offer.package.name} · ${view.offer.community.name}`;
  if (view.kind === 'my') return '我的 · 双轮社区优选';
  return view.kind === 'missing' ? '链接打不开了' : '双轮社区优选';
}

export function ShopApp({ view }: { view: ShopView }): ReactNode {
  if (view.kind === 'offer') return <OfferPage offer={view.offer} />;
  if (view.kind === 'my') {
    return (
      <Suspense fallback={<Loading label="正在打开" full />}>
        <MyApp />
      </Suspense>
    );
  }
  if (view.kind === 'missing') {
    return (
      <Notice title="这个链接打不开了">
        可能少复制了几个字，或者活动已经撤下。请回到群里重新点开，或者问问发给你的人。
      </Notice>
    );
  }
  return <Notice title="双轮社区优选">每个小区的方案都不一样。请从小区群里、管家发给你的链接打开。{myLink}</Notice>;
}

const myLink = (
  <>
    <br />
    <a href="/my">看我的预约</a>
  </>
);

function Notice({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <main className="notice">
      <Logo size={44} />
      <h1>{title}</h1>
      <p>{children}</p>
    </main>
  );
}
